namespace Billing.Domain.Tests;

/// <summary>The same partition as it is stored: the snapshot as JSON, closed items in rows of their own, and only the named ones loaded.</summary>
internal sealed class StoredAccount(World world) : PaperAccount(world)
{
    private readonly Dictionary<string, string> rows = [];
    private string? state;

    /// <summary>The snapshot as stored.</summary>
    public string? State => state;

    /// <summary>Every item as stored, open or closed.</summary>
    public IEnumerable<LedgerItem> Items => rows.Values.Select(Json.Read<LedgerItem>);

    /// <summary>The same, as text.</summary>
    public IEnumerable<string> ItemsAsText => rows.Values;

    protected override Account? Load(AccountCommand command, DateOnly today)
    {
        if (state is null)
            return null;
        var account = Json.Read<Account>(state);
        for (var asked = new HashSet<string>(); ;)
        {
            var wanted = NamedRows.Of(account, command, today, World.Policy).Items.Where(asked.Add).ToList();
            if (wanted.Count == 0)
                return account;
            account = account.With(wanted.Where(rows.ContainsKey).Select(id => Json.Read<LedgerItem>(rows[id])));
        }
    }

    protected override void Append(IReadOnlyList<AccountEvent> events, AccountCommand? command, DateOnly today)
    {
        if (events.Count == 0)
            return;
        var before = command is null ? Account : Load(command, today);
        var after = AccountEvolution.Apply(before, [.. events.Select(happened => Json.Read<AccountEvent>(Json.Write(happened)))])!;
        if (command is not null)
            Assert.InRange(Rows(before, events, after), 1, 100);
        foreach (var item in after.Items())
            rows[item.ItemId] = Json.Write(item);
        Account = after.Snapshot();
        state = Json.Write(Account);
    }

    // What the command writes must fit one transaction: state, events, command, profile, documents, drafts, periods, charges and the items that changed.
    private static int Rows(Account? before, IReadOnlyList<AccountEvent> events, Account after)
    {
        var known = (before?.Items() ?? []).ToHashSet<LedgerItem>(ReferenceEqualityComparer.Instance);
        var drafts = before?.Drafts.Select(draft => draft.DocumentId).ToHashSet() ?? [];
        return 4 + events.Sum(happened => happened switch
        {
            InvoiceDrafted e => 1 + Billed(e.Invoice),
            InvoiceFinalized e => drafts.Contains(e.Invoice.DocumentId) ? 2 : 1 + Billed(e.Invoice),
            BillingCarriedOver e => drafts.Contains(e.Invoice.DocumentId) ? 1 : e.Invoice.Periods.Count,
            LateChargeIssued or InvoiceVoided or NumberVoided or CreditNoteIssued or ReceiptIssued or StatementIssued => 1,
            ArrangementAgreed e => e.Arrangement.Number.Length > 0 ? 1 : 0,
            _ => 0,
        }) + after.Items().Count(item => !known.Contains(item));
    }

    private static int Billed(Invoice invoice) =>
        invoice.Periods.Count + (invoice.ReplacesNumber.Length > 0 ? 0 : invoice.Lines.Select(line => line.ChargeId).Where(id => id.Length > 0).Distinct().Count());
}
