namespace Billing.Domain.Tests;

/// <summary>An account's partition on paper: the loop of load, decide, reserve numbers, decide again and append, as an adapter runs it.</summary>
internal class PaperAccount(World world)
{
    private readonly Dictionary<string, Invoice> drafts = [];
    private readonly Dictionary<string, IssuedDocument> documents = [];

    public World World { get; set; } = world;

    /// <summary>The whole state, closed items included.</summary>
    public Account? Account { get; protected set; }

    public PaperNumbers Numbers { get; } = new();

    public PaperUsage Usage { get; init; } = new();

    public IReadOnlyDictionary<string, IssuedDocument> Documents => documents;

    /// <summary>Invoices and what has their shape.</summary>
    public IEnumerable<IssuedInvoice> IssuedInvoices => documents.Values.OfType<IssuedInvoice>();

    public List<AccountEvent> Events { get; } = [];

    /// <summary>The events of each command.</summary>
    public List<IReadOnlyList<AccountEvent>> Commits { get; } = [];

    /// <summary>The same, with the day that each was decided for.</summary>
    public List<RecordedEvents> History { get; } = [];

    public List<JournalEntry> Journal { get; } = [];

    public string DocumentId(string number) =>
        documents.Values.FirstOrDefault(document => document.Number == number)?.DocumentId ?? $"no document {number}";

    public Decision Do(AccountCommand command, DateOnly today)
    {
        // What is read for good is closed before it is read, whatever is decided then.
        if (Load(command, today) is { } loaded)
            Usage.Close(NamedRows.Of(loaded, command, today, World.Policy).Usage.Where(wanted => wanted.Value).Select(wanted => wanted.Key));
        var decision = Decide(command, today);
        if (decision is Decision.NeedsNumbers needed)
        {
            Numbers.Reserve(needed.Documents);
            decision = Decide(command, today);
        }

        Assert.IsNotType<Decision.NeedsNumbers>(decision);
        if (decision is Decision.Accepted accepted)
            Record(accepted.Events, today, command);
        return decision;
    }

    /// <summary>Decides, and leaves everything as it was; with numbers only where they are reserved already.</summary>
    public Decision Decide(AccountCommand command, DateOnly today)
    {
        var loaded = Load(command, today);
        var named = loaded is null ? null : NamedRows.Of(loaded, command, today, World.Policy);
        return AccountDecider.Decide(loaded, command, Context(today, named));
    }

    public void Record(IReadOnlyList<AccountEvent> events, DateOnly today, AccountCommand? command = null)
    {
        var named = command is not null && Load(command, today) is { } loaded ? NamedRows.Of(loaded, command, today, World.Policy) : null;
        foreach (var document in IssuedDocument.Of(events, Context(today, named)))
            documents.Add(document.DocumentId, document);
        foreach (var drafted in events.OfType<InvoiceDrafted>())
            drafts.Add(drafted.Invoice.DocumentId, drafted.Invoice);
        foreach (var issued in events.OfType<InvoiceFinalized>())
            drafts.Remove(issued.Invoice.DocumentId);
        foreach (var waiting in events.OfType<BillingCarriedOver>())
            drafts.Remove(waiting.Invoice.DocumentId);
        Append(events, command, today);
        Events.AddRange(events);
        if (events.Count > 0)
        {
            Commits.Add(events);
            History.Add(new RecordedEvents(today, events));
        }

        Journal.AddRange(events.SelectMany(AccountPosting.Post));
    }

    protected virtual Account? Load(AccountCommand command, DateOnly today) => Account;

    protected virtual void Append(IReadOnlyList<AccountEvent> events, AccountCommand? command, DateOnly today) =>
        Account = AccountEvolution.Apply(Account, events);

    private DecisionContext Context(DateOnly today, NamedRows? named) => new(
        today, World.FirstOpenDay, World.Seller, World.Policy, World.Prices, World.Taxes, World.Profile, Numbers.ByDocument,
        drafts.Where(draft => named?.Drafts.Contains(draft.Key) == true).ToDictionary(),
        documents.Where(document => named?.Documents.Contains(document.Key) == true).ToDictionary(),
        World.Coupons,
        named?.Usage.ToDictionary(wanted => wanted.Key, wanted => World.Usage.TryGetValue(wanted.Key, out var told) ? told with { Closed = wanted.Value } : Usage.Read(wanted.Key, wanted.Value)) ?? [])
    { Actor = World.Actor, Agencies = World.Agencies, BilledCharges = BilledCharges(), History = named?.History == true ? History : [] };

    private HashSet<string> BilledCharges() => [.. Events.Select(happened => happened switch
    {
        InvoiceDrafted e => e.Invoice,
        InvoiceFinalized e => e.Invoice,
        _ => null,
    }).SelectMany(invoice => invoice?.Lines ?? []).Select(line => line.ChargeId)];
}
