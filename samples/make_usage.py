#!/usr/bin/env python3
"""Writes usage.csv: what the metered subscriptions of the samples used. The same each time, as nothing in it is left to chance.

    python3 samples/make_usage.py
"""
import csv
import datetime
import hashlib
import pathlib

FIRST, LAST = datetime.date(2025, 10, 1), datetime.date(2026, 3, 30)

# account, subscription, first day, events a day, quantity from and to, how many people there are to count
METERS = [
    ("uebersee.EUR", "uebersee-relay-month-eur", datetime.date(2025, 10, 15), 5, 40, 160, 0),
    ("lozysk.EUR", "lozysk-relay-month-eur", datetime.date(2025, 11, 15), 3, 5, 25, 0),
    ("alpenglueh.CHF", "alpenglueh-vault-month-chf", datetime.date(2025, 10, 1), 1, 200, 480, 0),
    ("norrebro.USD", "norrebro-connector-peak-usd", datetime.date(2025, 10, 9), 2, 3, 40, 0),
    ("rainier.USD", "rainier-tide-viewers-usd", datetime.date(2025, 10, 1), 4, 1, 1, 64),
    ("pickle.USD", "pickle-beacon-alerts-usd", datetime.date(2025, 10, 31), 3, 1, 12, 0),
]
SELLERS = {"uebersee": "nordlicht", "lozysk": "nordlicht", "alpenglueh": "nordlicht", "norrebro": "nordlicht", "rainier": "cascade", "pickle": "cascade"}

# Reported a week after it was used, when the invoice of its month is out.
LATE = {("uebersee-relay-month-eur", datetime.date(2025, 12, 12)), ("rainier-tide-viewers-usd", datetime.date(2026, 1, 30))}
LATE_DAYS = 7


def number(*of):
    """A number that looks like chance and is not."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, of)).encode()).digest()[:6], "big")


def events(meter):
    account, subscription, first, count, low, high, people = meter
    customer, currency = account.split(".")
    day = first
    while day <= LAST:
        for n in range(count if day.weekday() < 5 else 1):
            hour = 13 + number(subscription, day, n, "hour") % 7
            quantity = low + number(subscription, day, n, "quantity") % (high - low + 1)
            yield {
                "sent_on": day + datetime.timedelta(days=LATE_DAYS if (subscription, day) in LATE else 0),
                "account_id": f"{SELLERS[customer]}.{customer}.{currency}",
                "subscription_id": subscription,
                "event_id": f"{day:%Y%m%d}-{n}",
                "at": f"{day}T{hour:02}:{number(subscription, day, n, 'minute') % 60:02}:00Z",
                "quantity": quantity / 100 if subscription.endswith("vault-month-chf") else quantity,
                "unique_key": f"viewer-{number(subscription, day, n, 'who') % people}" if people else "",
            }
        day += datetime.timedelta(days=1)


rows = sorted((row for meter in METERS for row in events(meter)), key=lambda row: (row["sent_on"], row["at"], row["subscription_id"], row["event_id"]))

# A reading that was too high is taken back by an event of its own.
rows.append({
    "sent_on": datetime.date(2025, 11, 4), "account_id": "nordlicht.uebersee.EUR", "subscription_id": "uebersee-relay-month-eur", "event_id": "correction-1",
    "at": "2025-11-03T18:00:00Z", "quantity": -250, "unique_key": "",
})
rows.sort(key=lambda row: row["sent_on"])
with open(pathlib.Path(__file__).with_name("usage.csv"), "w", newline="", encoding="utf-8") as file:
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
