using System.Runtime.CompilerServices;

namespace Billing.Domain.Tests;

/// <summary>Every report over one seller's winter, as text beside this file. With the environment variable <c>REWRITE_GOLDEN=1</c> the files take what is
/// printed; read each difference before it is committed.</summary>
public class GoldenReportTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Golden");

    public static TheoryData<string, string, string> Asked => new()
    {
        { "end-of-january-as-seen-then", "2026-01-31", "2026-02-01" },
        { "end-of-january-as-known-in-march", "2026-01-31", "2026-03-31" },
        { "end-of-march", "2026-03-31", "2026-03-31" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void The_reports_are_as_written(string name, string asOf, string knownAt)
    {
        var books = Winter();
        var moment = new ReportMoment(Dates.Day(asOf), new DateTimeOffset(Dates.Day(knownAt), new TimeOnly(0, 0), TimeSpan.Zero));
        var printed = string.Join('\n', ReportKind.All.Select(kind => $"{kind.Name}: {kind.Title}\n\n{books.Csv(kind.Name, moment, Dates.Day("2026-01-01")).ReplaceLineEndings("\n")}"));

        var path = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1")
            File.WriteAllText(path, printed);
        Assert.Equal(File.ReadAllText(path), printed);
    }

    // Invoices of November to February, with 14 days to pay; what the customers did, and what was told late.
    private static PaperBooks Winter()
    {
        var books = new PaperBooks();
        var (ada, bob, cleo, dan) = (books.Open("ada"), books.Open("bob"), books.Open("cleo", "JPY"), books.Open("dan"));
        Bill(books, ada, "2025-11-10", 100);
        Bill(books, bob, "2025-11-20", 1000);
        Bill(books, ada, "2025-12-20", 200);
        Bill(books, cleo, "2026-01-05", 5000);
        Bill(books, dan, "2026-01-10", 50);
        Bill(books, bob, "2026-01-25", 300);

        // Ada pays the first in part; dan pays too much; bob's first is credited in part.
        Pay(books, ada, "ada-1", Eur(60), "2025-12-05", "2025-12-05");
        Pay(books, dan, "dan-1", Eur(100), "2026-01-20", "2026-01-20");
        books.Do(bob, new IssueCreditNote("c1", Document(bob, 0), [new CreditedPart(1, Eur(250), null)], ReasonCode.BillingError, CreditDisposition.SettleInvoice), Dates.Day("2026-01-28"));

        // Told in February, of January: what ada paid. Bob's first is given up, and part of it comes in after all; cleo's bank takes the payment
        // back; and nobody knows whose 75 euros came by card.
        Pay(books, ada, "ada-2", Eur(238), "2026-01-30", "2026-02-10");
        books.Do(bob, new WriteOffInvoice("w1", Document(bob, 0), null, ReasonCode.Uncollectible), Dates.Day("2026-02-15"));
        Pay(books, cleo, "cleo-1", new Money(5950, Currency.Of("JPY")), "2026-02-16", "2026-02-16");
        books.Receive("bank|acme|cleo-1", new Money(-5950, Currency.Of("JPY")), Dates.Day("2026-02-20"));
        books.Do(cleo, new ReversePayment("y2", "bank|acme|cleo-1", new Money(5950, Currency.Of("JPY")), Dates.Day("2026-02-20")), Dates.Day("2026-02-20"));
        Bill(books, dan, "2026-02-25", 20);
        Pay(books, bob, "bob-1", Eur(500), "2026-03-05", "2026-03-05");
        books.Receive("stripe|acct_1|pi_unknown", Eur(75), Dates.Day("2026-03-06"));
        books.Do(bob, new VoidInvoice(Document(bob, 1)), Dates.Day("2026-03-10"));
        books.WaitUntil(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        return books;
    }

    private static void Bill(PaperBooks books, PaperAccount account, string on, decimal net) =>
        books.Do(account, new IssueInvoice($"i {on}", [new ManualLine("Work", "crm", 1, "h", net, "standard")], "", ""), Dates.Day(on));

    private static void Pay(PaperBooks books, PaperAccount account, string payment, Money amount, string valueDate, string told)
    {
        books.Receive($"bank|acme|{payment}", amount, Dates.Day(valueDate));
        books.Do(account, new ApplyPayment(payment, $"bank|acme|{payment}", amount, Dates.Day(valueDate), null), Dates.Day(told));
    }

    private static string Document(PaperAccount account, int number) => account.IssuedInvoices.Where(issued => issued.Invoice.Kind == DocumentKind.Invoice).ElementAt(number).DocumentId;

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
