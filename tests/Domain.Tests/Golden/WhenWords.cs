using System.Globalization;
using System.Text.RegularExpressions;

namespace Billing.Domain.Tests;

/// <summary>What a line under <c>when</c> asks of the account. It begins with a date, or with a moment that is a date in the seller's time zone.</summary>
/// <remarks>
/// <code>
/// start crm as crm-2 × 3 on 2026-02-01 anchored 2026-01-15 trial until 2026-02-15 until 2027-01-01 bound until 2026-12-31
/// anchor 2026-01-15
/// change crm to pro × 5 at once on 2026-01-20, not prorated        also: at period end, billed at once
/// pause crm from 2026-01-10 until 2026-02-10, forfeit              also: credit
/// resume crm on 2026-02-01
/// cancel crm on 2026-01-20, credit                                 also: forfeit, waive the commitment; without a date at the end of what is billed
/// reactivate crm from 2026-04-01
/// coupon spring for crm                                            also: remove coupon spring for crm
/// charge fee: Installation, 3 hour × 80.00, product crm, tax standard on 2026-02-01       also: price boots × 2; remove charge fee
/// invoice key: a line as a charge has it | another line
/// use api 12 at 2026-01-05T10:00Z key alice
/// bill, resume billing, finalize the draft, collect, dispute ACME-INV-2026-000001
/// void ACME-INV-2026-000001, rebill ACME-INV-2026-000001
/// credit note n1 of ACME-INV-2026-000001 line 1 40.00, to credit   also: line 1 × 2 (units), without a line all that is left; settle, refund
/// write off ACME-INV-2026-000001 40.00, refund 40.00 of p1, adjust 10.00 as a1
/// withhold 10 % for IN                                             of invoices from then on
/// deduct 15.00 of ACME-INV-2026-000001, bank charges               also: tax withheld for IN, short payment
/// certify ACME-INV-2026-000001: form 16A; undo the deduction of ACME-INV-2026-000001
/// pay 119.00 as p1 for ACME-INV-2026-000001; pay 30.00 as p2 of 2026-01-10 (the day that it came); take back 50.00 of p1
/// move p1 to ACME-INV-2026-000001 50.00 and ACME-INV-2026-000002 69.00             also: to nothing
/// arrange a1: 3 every 1 month from 2026-04-01, deposit 20.00, grace 5        promise a2: 60.00 on 2026-04-01, grace 5
/// acknowledge N-1; remit 50.00 as l1 for ACME-INV-2026-000001, 10.00 kept; recall asked; return unknown      what the agency says, and what it is told
/// given ...                                                        what was given changes
/// statement balance forward from 2026-01-01 through 2026-01-31     also: open items, transactions
/// state                                                            issues the statement of the oldest month that is due
/// </code>
/// </remarks>
internal static partial class WhenWords
{
    public static DateOnly DayOf(string moment, Seller seller) => moment.Contains('T', StringComparison.Ordinal) ? LocalDay(Moment(moment), seller) : Dates.Day(moment);

    public static AccountCommand Command(PaperAccount account, string words, DateOnly today)
    {
        var (verb, rest) = words.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? (words[..space], words[(space + 1)..]) : (words, "");
        return verb switch
        {
            "bill" => new RunBilling(),
            "collect" => new RunCollections(),
            "state" => new RunStatements(),
            "statement" when GivenWords.Match(StatementWords(), rest) is var w => new IssueStatement(rest, GivenWords.Kind(w("kind")), Dates.Day(w("from")), Dates.Day(w("through"))),
            "dispute" => new OpenDispute(account.DocumentId(rest), "contested"),
            "start" => Start(GivenWords.Match(StartWords(), rest), today),
            "anchor" => new SetBillingAnchor(Dates.Day(rest)),
            "change" => Change(GivenWords.Match(ChangeWords(), rest)),
            "pause" when GivenWords.Match(PauseWords(), rest) is var w => new PauseSubscription(w("id"), Day(w("from")), Day(w("until")), w("unused") == "forfeit" ? UnusedTime.Forfeit : UnusedTime.Credit),
            "resume" when rest == "billing" => new ResumeBilling(),
            "resume" when GivenWords.Match(ResumeWords(), rest) is var w => new ResumeSubscription(w("id"), Day(w("on"))),
            "cancel" when GivenWords.Match(CancelWords(), rest) is var w => new CancelSubscription(
                w("id"), Day(w("on")), w("unused") switch { "credit" => UnusedTime.Credit, "forfeit" => UnusedTime.Forfeit, _ => null }, w("waive").Length > 0),
            "reactivate" when GivenWords.Match(ReactivateWords(), rest) is var w => new ReactivateSubscription(w("id"), Day(w("from"))),
            "coupon" when GivenWords.Match(CouponWords(), rest) is var w => new ApplyCoupon(w("id"), w("for")),
            "remove" when rest.StartsWith("charge ", StringComparison.Ordinal) => new RemoveCharge(rest["charge ".Length..]),
            "remove" when GivenWords.Match(CouponWords(), rest["coupon ".Length..]) is var w => new RemoveCoupon(w("id"), w("for")),
            "charge" when GoldenCase.Cut(rest, ":") is var (id, line) => Charge(id, line),
            "invoice" when GoldenCase.Cut(rest, ":") is var (key, lines) => new IssueInvoice(key, [.. lines.Split('|', StringSplitOptions.TrimEntries).Select(line => Line(line).Line)], "", ""),
            "finalize" => new FinalizeDraft(account.Account!.Drafts[0].DocumentId),
            "void" => new VoidInvoice(account.DocumentId(rest)),
            "rebill" => new RebillInvoice(account.DocumentId(rest)),
            "pay" when GivenWords.Match(PayWords(), rest) is var w => new ApplyPayment($"pay|{w("id")}|1", w("id"), Amount(account, w("amount")), w("day").Length > 0 ? Dates.Day(w("day")) : today, w("for").Length > 0 ? account.DocumentId(w("for")) : null),
            "remit" when GivenWords.Match(RemitWords(), rest) is var w => new ApplyPayment($"pay|{w("id")}|1", $"agency-nord|acme|{w("id")}", Amount(account, w("amount")), today, account.DocumentId(w("for"))) { AgencyFee = Amount(account, w("fee")) },
            "acknowledge" => new AcknowledgeCase(account.Account!.Cases[0].ItemId, rest),
            "recall" => new RecallCase(account.Account!.Cases[0].ItemId, rest),
            "return" => new CloseCase(account.Account!.Cases[0].ItemId, rest),
            "withhold" when GivenWords.Match(WithholdWords(), rest) is var w => new ChangeBillingTerms(account.Account!.Terms with { Withholding = new WithholdingTerms(GivenWords.Number(w("percent")), w("of")) }),
            "deduct" when GivenWords.Match(DeductWords(), rest) is var w => new TakeDeduction(
                rest, account.DocumentId(w("number")), w("why") switch { "bank charges" => DeductionKind.BankCharges, "short payment" => DeductionKind.ShortPayment, _ => DeductionKind.WithholdingTax }, Amount(account, w("amount")), w("of"), "", ""),
            "certify" when GoldenCase.Cut(rest, ":") is var (number, certificate) => new RecordCertificate(account.DocumentId(number), Deduction(account, number), certificate),
            "undo" when rest["the deduction of ".Length..] is var number => new WithdrawDeduction(account.DocumentId(number), Deduction(account, number), ""),
            "credit" when GivenWords.Match(CreditWords(), rest) is var w => new IssueCreditNote(
                w("key"), account.DocumentId(w("number")), w("line").Length == 0 ? null : [new CreditedPart(int.Parse(w("line"), CultureInfo.InvariantCulture), w("amount").Length > 0 ? Amount(account, w("amount")) : null, w("units").Length > 0 ? GivenWords.Number(w("units")) : null)],
                ReasonCode.BillingError, w("what") switch { "settle" => CreditDisposition.SettleInvoice, "refund" => CreditDisposition.Refund, _ => CreditDisposition.AccountCredit }),
            "write" when GivenWords.Match(WriteOffWords(), rest) is var w => new WriteOffInvoice(rest, account.DocumentId(w("number")), w("amount").Length > 0 ? Amount(account, w("amount")) : null, ReasonCode.Uncollectible),
            "refund" when GivenWords.Match(RefundWords(), rest) is var w => new RecordRefund(rest, CreditId(account, w("id")), Amount(account, w("amount")), today, "bank", ""),
            "adjust" when GivenWords.Match(PayWords(), rest) is var w => new AdjustBalance(w("id"), Amount(account, w("amount")), ReasonCode.Goodwill, w("id")),
            "move" when GivenWords.Match(MoveWords(), rest) is var w => new ReallocateCredit(
                CreditId(account, w("id")), w("lines") == "nothing" ? [] : [.. w("lines").Split(" and ").Select(line => GoldenCase.Cut(line, " ")).Select(line => new ReallocationLine(account.DocumentId(line.Before), Amount(account, line.After)))]),
            "arrange" when GivenWords.Match(ArrangeWords(), rest) is var w => new AgreeInstalments(
                w("key"), null, w("deposit").Length > 0 ? new Deposit(Amount(account, w("deposit")), null) : null,
                new InstalmentSchedule.Equal((int)GivenWords.Number(w("count")), Dates.Day(w("from")), new BillingInterval((int)GivenWords.Number(w("n")), Enum.Parse<IntervalUnit>(w("unit"), ignoreCase: true))), Grace(w("grace"))),
            "promise" when GivenWords.Match(PromiseWords(), rest) is var w => new PromisePayment(w("key"), null, Dates.Day(w("on")), Amount(account, w("amount")), Grace(w("grace"))),
            "take" when GivenWords.Match(TakeWords(), rest) is var w => new ReversePayment($"pay|{w("id")}|2", w("id"), Amount(account, w("amount")), today),
            _ => throw new FormatException($"Not understood: {words}"),
        };
    }

    /// <summary>Records usage.</summary>
    public static string Use(PaperAccount account, string words, DateOnly today)
    {
        var w = GivenWords.Match(UseWords(), words["use ".Length..]);
        var subscription = account.Account!.Subscriptions.Single(known => known.SubscriptionId == w("id"));
        var at = w("at").Length > 0 ? Moment(w("at")) : new DateTimeOffset(today, new TimeOnly(12, 0), TimeSpan.Zero);
        var used = new UsageEvent(words + today.ToString("O", CultureInfo.InvariantCulture), subscription.SubscriptionId, at, GivenWords.Number(w("quantity")), w("key"));
        var day = LocalDay(at, account.World.Seller);
        return account.Usage.Add(UsageMeter.Of(account.Account, subscription), used, day, account.World.Prices[subscription.TermsOn(day).PriceId].Meter, new DateTimeOffset(today, new TimeOnly(23, 0), TimeSpan.Zero)) ? $"used on {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "not recorded";
    }

    private static StartSubscription Start(Func<string, string> w, DateOnly today) => new(
        w("as").Length > 0 ? w("as") : w("price"), w("price"), w("quantity").Length > 0 ? GivenWords.Number(w("quantity")) : 1, Day(w("on")) ?? today,
        Day(w("anchor")), Day(w("trial")), Day(w("until")), Day(w("bound")));

    private static ChangeSubscription Change(Func<string, string> w) => new(
        w("id"), w("price").Length > 0 ? w("price") : null, w("quantity").Length > 0 ? GivenWords.Number(w("quantity")) : null,
        w("effect") == "at once" ? ChangeEffect.AtOnce : ChangeEffect.AtPeriodEnd, Day(w("on")), w("prorate").Length == 0, w("now").Length > 0);

    private static AddCharge Charge(string id, string text)
    {
        var (line, on) = Line(text);
        return new AddCharge(id, line, on);
    }

    private static (ManualLine Line, DateOnly? On) Line(string text)
    {
        var w = GivenWords.Match(LineWords(), text);
        return w("price").Length > 0
            ? (new ManualLine("", "", GivenWords.Number(w("n")), "", null, "", PriceId: w("price")), Day(w("on")))
            : (new ManualLine(w("text"), w("product"), GivenWords.Number(w("quantity")), w("unit"), GivenWords.Number(w("amount")), w("tax"), w("included").Length > 0), Day(w("on")));
    }

    private static Money Amount(PaperAccount account, string text) => new(GivenWords.Number(text), account.Account!.Currency());

    private static string CreditId(PaperAccount account, string name) => account.Account!.Credits.FirstOrDefault(credit => credit.Reference == name)?.ItemId ?? name;

    private static int? Grace(string text) => text.Length > 0 ? (int)GivenWords.Number(text) : null;

    private static string Deduction(PaperAccount account, string number) => account.Account!.Invoices.Single(item => item.Number == number).Deductions[0].DeductionId;

    private static DateOnly? Day(string text) => text.Length > 0 ? Dates.Day(text) : null;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateOnly LocalDay(DateTimeOffset moment, Seller seller) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(seller.TimeZone)).DateTime);

    [GeneratedRegex("^(?<kind>balance forward|open items|transactions) from (?<from>\\S+) through (?<through>\\S+)$")]
    private static partial Regex StatementWords();

    [GeneratedRegex("^(?<price>\\S+)( as (?<as>\\S+))?( × (?<quantity>\\S+))?( on (?<on>\\S+))?( anchored (?<anchor>\\S+))?( trial until (?<trial>\\S+))?( until (?<until>\\S+))?( bound until (?<bound>\\S+))?$")]
    private static partial Regex StartWords();

    [GeneratedRegex("^(?<id>\\S+) to( (?<price>[a-z][a-z0-9-]*))?( × (?<quantity>\\S+))? (?<effect>at once|at period end)( on (?<on>[0-9-]+))?(?<prorate>, not prorated)?(?<now>, billed at once)?$")]
    private static partial Regex ChangeWords();

    [GeneratedRegex("^(?<id>\\S+)( from (?<from>[0-9-]+))?( until (?<until>[0-9-]+))?, (?<unused>credit|forfeit)$")]
    private static partial Regex PauseWords();

    [GeneratedRegex("^(?<id>\\S+)( on (?<on>\\S+))?$")]
    private static partial Regex ResumeWords();

    [GeneratedRegex("^(?<id>[a-z0-9-]+)( on (?<on>[0-9-]+))?(, (?<unused>credit|forfeit))?(?<waive>, waive the commitment)?$")]
    private static partial Regex CancelWords();

    [GeneratedRegex("^(?<id>\\S+)( from (?<from>\\S+))?$")]
    private static partial Regex ReactivateWords();

    [GeneratedRegex("^(?<id>\\S+)( for (?<for>\\S+))?$")]
    private static partial Regex CouponWords();

    [GeneratedRegex("^(price (?<price>\\S+) × (?<n>[0-9.]+)|(?<text>[^,]+), (?<quantity>[0-9.]+) (?<unit>\\S+) × (?<amount>[0-9.]+), product (?<product>\\S+), tax (?<tax>[a-z-]+)(?<included>, tax included)?)( on (?<on>[0-9-]+))?$")]
    private static partial Regex LineWords();

    [GeneratedRegex("^(?<amount>[0-9.]+) as (?<id>\\S+)( for (?<for>\\S+))?( of (?<day>[0-9-]+))?$")]
    private static partial Regex PayWords();

    [GeneratedRegex("^(?<amount>[0-9.]+) as (?<id>\\S+) for (?<for>\\S+), (?<fee>[0-9.]+) kept$")]
    private static partial Regex RemitWords();

    [GeneratedRegex("^(?<key>\\S+): (?<count>\\d+) every (?<n>\\d+) (?<unit>week|month)s? from (?<from>[0-9-]+)(, deposit (?<deposit>[0-9.]+))?(, grace (?<grace>\\d+))?$")]
    private static partial Regex ArrangeWords();

    [GeneratedRegex("^(?<key>\\S+): (?<amount>[0-9.]+) on (?<on>[0-9-]+)(, grace (?<grace>\\d+))?$")]
    private static partial Regex PromiseWords();

    [GeneratedRegex("^(?<percent>[0-9.]+) % for (?<of>[A-Z]{2})$")]
    private static partial Regex WithholdWords();

    [GeneratedRegex("^(?<amount>[0-9.]+) of (?<number>\\S+), (?<why>bank charges|short payment|tax withheld for (?<of>[A-Z]{2}))$")]
    private static partial Regex DeductWords();

    [GeneratedRegex("^back (?<amount>[0-9.]+) of (?<id>\\S+)$")]
    private static partial Regex TakeWords();

    [GeneratedRegex("^(?<id>\\S+) to (?<lines>.+)$")]
    private static partial Regex MoveWords();

    [GeneratedRegex("^note (?<key>\\S+) of (?<number>\\S+)( line (?<line>\\d+) ((?<amount>[0-9.]+)|× (?<units>[0-9.]+)))?, (?<what>to credit|settle|refund)$")]
    private static partial Regex CreditWords();

    [GeneratedRegex("^off (?<number>\\S+)( (?<amount>[0-9.]+))?$")]
    private static partial Regex WriteOffWords();

    [GeneratedRegex("^(?<amount>[0-9.]+) of (?<id>\\S+)$")]
    private static partial Regex RefundWords();

    [GeneratedRegex("^(?<id>\\S+) (?<quantity>-?[0-9.]+)( at (?<at>\\S+))?( key (?<key>\\S+))?$")]
    private static partial Regex UseWords();
}
