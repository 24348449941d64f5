using Billing.Documents.Invoices;
using Billing.Documents.Notices;
using Billing.Domain;

namespace Billing.DevHost.Gallery.Samples;

/// <summary>Notices whose amounts add up.</summary>
internal static class SampleNotices
{
    private static readonly DateOnly Date = new(2026, 11, 10);

    /// <summary>120.50 of two invoices, one of them overdue.</summary>
    internal static ReminderNotice Of(ReminderStage stage, string language = "en-GB") => new()
    {
        Stage = stage,
        Date = Date,
        Seller = SampleParties.Seller,
        Customer = SampleParties.Customer(language),
        Items =
        [
            new OpenItem("INV-7", new DateOnly(2026, 8, 1), new DateOnly(2026, 9, 1), Eur(100m), 70),
            new OpenItem("INV-9", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 15), Eur(20.5m), 0),
        ],
        Total = Eur(120.5m),
        Payment = new PaymentInstructions(SampleParties.Seller.Bank[0], "INV-7, INV-9", new Uri("https://pay.nordlicht.example/a/k17")),
        Deadline = stage == ReminderStage.FinalNotice ? new DateOnly(2026, 11, 30) : null,
    };

    /// <summary>One instalment of a plan that did not come.</summary>
    internal static ReminderNotice OfMissedInstalment(string language = "en-GB") => Of(ReminderStage.OverdueNotice, language) with
    {
        Items = [],
        Total = Eur(0),
        Instalments = [new DueInstalment("NL-ARR-2026-000003", 2, 6, new DateOnly(2026, 11, 1), Eur(100m), new DateOnly(2026, 11, 17))],
        Payment = new PaymentInstructions(SampleParties.Seller.Bank[0], "NL-ARR-2026-000003", null),
    };

    /// <summary>The same to a customer in the United States, whose letters are on Letter paper.</summary>
    internal static ReminderNotice ToAmerica(ReminderStage stage)
    {
        var notice = Of(stage, "en-US");
        return notice with { Customer = notice.Customer with { Name = "Cedar Mill Supply Co.", Address = new PostalAddress("418 Alder Street", "97209", "Portland", "OR", "US") } };
    }

    private static Money Eur(decimal amount) => new(amount, SampleParties.Euro);
}
