namespace Billing.Domain.Tests;

/// <summary>Given events, when a command, then events: each told in a line, or compared as a whole. What stands after Then is given for the next When.</summary>
internal sealed class Scenario
{
    private readonly PaperAccount account;
    private AccountCommand? command;
    private DateOnly today;
    private Decision? decision;

    private Scenario(World world) => account = new PaperAccount(world);

    public Account State => account.Account!;

    public PaperNumbers Numbers => account.Numbers;

    public IReadOnlyDictionary<string, IssuedDocument> Documents => account.Documents;

    public IEnumerable<IssuedInvoice> IssuedInvoices => account.IssuedInvoices;

    public static Scenario Given(params AccountEvent[] events) => In(World.Standard, events);

    public static Scenario In(World world, params AccountEvent[] events)
    {
        var scenario = new Scenario(world);
        var given = events is [AccountOpened, ..] ? events : [new AccountOpened(world.AccountId, 1), .. events];
        foreach (var happened in given)
            scenario.account.Record([happened], happened is InvoiceFinalized issued ? issued.IssueDate : Dates.Day("2026-01-01"));
        return scenario;
    }

    public IssuedReceipt Receipt(string number) => account.Documents.Values.OfType<IssuedReceipt>().Single(document => document.Number == number);

    public IssuedStatement Statement(string number) => account.Documents.Values.OfType<IssuedStatement>().Single(document => document.Number == number);

    public InvoiceItem Invoice(string number) => State.Invoices.Single(item => item.Number == number);

    public CreditItem CreditNote(string number) => State.Credits.Single(item => item.Reference == number);

    /// <summary>What the journal has on an account of the books.</summary>
    public decimal Ledger(string ledgerAccount) => account.Journal.SelectMany(entry => entry.Lines).Where(line => line.Account == ledgerAccount).Sum(line => line.Amount.Amount);

    public CreditItem Payment(string paymentId) => State.Credits.Single(item => item.ItemId == paymentId);

    public Scenario AndGiven(Func<World, World> change)
    {
        account.World = change(account.World);
        return this;
    }

    public Scenario When(AccountCommand what, string on) => When(_ => what, on);

    /// <summary>The command names a document by its number: <c>When(id => new VoidInvoice(id("ACME-INV-2026-000001")), ...)</c>.</summary>
    public Scenario When(Func<Func<string, string>, AccountCommand> what, string on)
    {
        Assert.True(decision is null, "A When has no Then.");
        command = what(account.DocumentId);
        today = Dates.Day(on);
        decision = account.Do(command, today);
        return this;
    }

    public Scenario Then(params string[] told)
    {
        Assert.Equal(told, Accepted().Select(happened => Told.Of(happened, NumberOf)));
        return Done();
    }

    public Scenario Then(params AccountEvent[] events)
    {
        Assert.Equal(events.Select(Json.Write), Accepted().Select(Json.Write));
        return Done();
    }

    /// <param name="check">What must hold of each event.</param>
    /// <param name="again">Whether a scheduled command has more to do, so that deciding again may give something new.</param>
    public Scenario ThenEach(Action<AccountEvent> check, bool again = false)
    {
        Assert.NotEmpty(Accepted());
        foreach (var happened in Accepted())
            check(happened);
        if (again)
            command = null;
        return Done();
    }

    public Scenario ThenNothing() => Then(Array.Empty<string>());

    public Scenario Refused(string code)
    {
        Assert.Equal(code, Assert.IsType<Decision.Refused>(decision).Refusal.Code);
        decision = null;
        return this;
    }

    private IReadOnlyList<AccountEvent> Accepted() => decision is Decision.Refused refused
        ? throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal.Code}: {refused.Refusal.Message}")
        : Assert.IsType<Decision.Accepted>(decision).Events;

    /// <summary>Accepted, whatever it gave. Scheduled commands are idempotent by themselves: deciding again gives nothing new.</summary>
    public Scenario Done()
    {
        Accepted();
        if (command is RunBilling or RunCollections or RunCharging or SendPaymentAttempt or AnswerPaymentAttempt or SaveMethod or EndMethod)
            Assert.Empty(Assert.IsType<Decision.Accepted>(account.Decide(command, today)).Events);
        decision = null;
        return this;
    }

    private string NumberOf(string documentId) => account.Documents.TryGetValue(documentId, out var document) ? document.Number : documentId;
}
