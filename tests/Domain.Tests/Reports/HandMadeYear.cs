namespace Billing.Domain.Tests;

/// <summary>Four months of a seller, made by hand: four customers in euros and one in yen, with whatever reports show at least once.</summary>
internal sealed class HandMadeYear
{
    private readonly List<PostedLine> money = [];

    public HandMadeYear()
    {
        Ada();
        Bob();
        Cleo();
        Dora();
        Eve();
        Stripe();
    }

    public PaperBooks Books { get; } = new();

    /// <summary>The lines of the accounts and of the payments.</summary>
    public IReadOnlyList<PostedLine> Lines => [.. Books.Lines, .. money];

    // A year in advance, paid early with a discount.
    private void Ada()
    {
        var ada = Books.Open("ada", world: World.Standard.WithPolicy(policy => policy with { Terms = new PaymentTerms(PaymentTermsKind.Net, 14, null, new EarlyPaymentDiscount(2, 10)) }));
        Books.Do(ada, new StartSubscription("s1", "crm-year", 2, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        Books.Do(ada, new RunBilling(), Dates.Day("2026-01-01"));
        Books.Do(ada, new ApplyPayment("a1", "stripe|acct_1|pi_1", Eur(851.33m), Dates.Day("2026-01-08"), null), Dates.Day("2026-01-08"));
        Books.Do(ada, new AdjustBalance("adj1", Eur(15), ReasonCode.Goodwill, "for the wait"), Dates.Day("2026-02-11"));
    }

    // Credited in part, provided for, written off and recovered; another invoice less a tax that is withheld.
    private void Bob()
    {
        var bob = Books.Open("bob", world: World.Standard.WithPolicy(policy => policy with { Dunning = [], Provision = [new ProvisionStep(30, 25)] }));
        Books.Do(bob, new IssueInvoice("i1", [new ManualLine("Work", "crm", 1, "h", 100, "standard"), new ManualLine("Books", "book", 5, "piece", 10, "reduced")], "", ""), Dates.Day("2026-01-05"));
        var first = bob.DocumentId("ACME-INV-2026-000001");
        Books.Do(bob, new IssueCreditNote("n1", first, [new CreditedPart(2, Eur(10), null)], ReasonCode.ServiceFailure, CreditDisposition.SettleInvoice), Dates.Day("2026-01-20"));
        Books.Do(bob, new IssueInvoice("i2", [new ManualLine("Work", "crm", 2, "h", 100, "standard")], "", ""), Dates.Day("2026-02-01"));
        Books.Do(bob, new TakeDeduction("d1", bob.DocumentId("ACME-INV-2026-000002"), DeductionKind.WithholdingTax, Eur(20), "IT", "", ""), Dates.Day("2026-02-20"));
        Books.Do(bob, new RunCollections(), Dates.Day("2026-02-25"));
        Books.Do(bob, new WriteOffInvoice("w1", first, null, ReasonCode.Uncollectible), Dates.Day("2026-03-10"));
        Books.Do(bob, new IssueInvoice("i3", [new ManualLine("Work", "crm", 1, "h", 100, "standard")], "", ""), Dates.Day("2026-03-25"));
        Books.Do(bob, new ApplyPayment("a2", "stripe|acct_1|pi_2", Eur(397), Dates.Day("2026-04-02"), first), Dates.Day("2026-04-02"));
    }

    // Billed and cancelled, and billed in arrears.
    private void Cleo()
    {
        var cleo = Books.Open("cleo", "JPY");
        Books.Do(cleo, new StartSubscription("s1", "wiki-quarter", 100, Dates.Day("2026-01-15")), Dates.Day("2026-01-15"));
        Books.Do(cleo, new RunBilling(), Dates.Day("2026-01-15"));
        Books.Do(cleo, new VoidInvoice(cleo.DocumentId("ACME-INV-2026-000001")), Dates.Day("2026-03-02"));
        Books.Do(cleo, new StartSubscription("s2", "crm-arrears", 7, Dates.Day("2026-03-01")), Dates.Day("2026-03-02"));
        Books.Do(cleo, new RunBilling(), Dates.Day("2026-04-01"));
    }

    // In trial, then more seats, then paused.
    private void Dora()
    {
        var dora = Books.Open("dora");
        Books.Do(dora, new StartSubscription("s1", "crm", 3, Dates.Day("2026-01-10"), TrialEnd: Dates.Day("2026-02-01")), Dates.Day("2026-01-10"));
        Books.Do(dora, new RunBilling(), Dates.Day("2026-02-01"));
        Books.Do(dora, new ChangeSubscription("s1", null, 5, ChangeEffect.AtPeriodEnd), Dates.Day("2026-02-20"));
        Books.Do(dora, new PauseSubscription("s1", null, null, UnusedTime.Forfeit), Dates.Day("2026-03-20"));
    }

    // Leaves and comes back.
    private void Eve()
    {
        var eve = Books.Open("eve");
        Books.Do(eve, new StartSubscription("s1", "book", 2, Dates.Day("2026-01-01")), Dates.Day("2026-01-01"));
        Books.Do(eve, new RunBilling(), Dates.Day("2026-01-01"));
        Books.Do(eve, new CancelSubscription("s1", Dates.Day("2026-02-01")), Dates.Day("2026-01-15"));
        Books.Do(eve, new ReactivateSubscription("s1", Dates.Day("2026-03-05")), Dates.Day("2026-03-05"));
        Books.Do(eve, new RunBilling(), Dates.Day("2026-03-05"));
    }

    // What was paid, given back, charged back, kept and paid out; the second payout is on its way.
    private void Stripe()
    {
        Pays("pi_1", new PaymentSucceeded(Eur(851.33m), Dates.Day("2026-01-08")), new FeeCharged("f1", Eur(12.65m), Dates.Day("2026-01-08")));
        PaysOut("po_1", new PayoutMade(Eur(838.68m), Eur(0), Dates.Day("2026-01-12")), new PayoutArrived("e1", Eur(838.68m), Dates.Day("2026-01-14")));
        Pays("pi_2", new PaymentSucceeded(Eur(397), Dates.Day("2026-04-02")), new FeeCharged("f2", Eur(1.15m), Dates.Day("2026-04-02")), new RefundMade("r1", Eur(10), Dates.Day("2026-04-07")),
            new DisputeDecided("d1", true, Eur(20), new DateTimeOffset(2026, 4, 10, 9, 0, 0, TimeSpan.Zero), Dates.Day("2026-04-10")));
        Pays("pi_3", new PaymentSucceeded(Eur(30), Dates.Day("2026-02-03")), new CaptureFailed("", "AC04", Dates.Day("2026-02-05")));
        PaysOut("po_2", new PayoutMade(Eur(364), Eur(1.85m), Dates.Day("2026-04-15")));
    }

    private void Pays(string id, params PaymentFact[] facts)
    {
        var payment = Payment.Unknown(new PaymentId("stripe", "acct_1", id), "acme");
        foreach (var fact in facts)
        {
            Enter(payment.Id.ToString(), fact.Key, PaymentPosting.Post(payment, fact, DateOnly.MinValue));
            payment = payment.With(fact);
        }
    }

    private void PaysOut(string id, params PayoutFact[] facts)
    {
        var payout = Payout.Unknown(new PaymentId("stripe", "acct_1", id), "acme");
        foreach (var fact in facts)
        {
            Enter($"payout {payout.Id}", fact.Key, payout.Post(fact, DateOnly.MinValue));
            payout = payout.With(fact);
        }
    }

    private void Enter(string source, string version, JournalEntry? entry)
    {
        foreach (var (index, line) in (entry?.Lines ?? []).Index())
            money.Add(new PostedLine(source, version, index + 1, entry!.PostingDate, Books.Now, line.Account, line.Amount) { CreditId = line.CreditId, Cause = entry.Cause, Text = entry.Text });
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
