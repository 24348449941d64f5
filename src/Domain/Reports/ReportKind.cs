namespace Billing.Domain;

/// <summary>A report that is folded from the journal.</summary>
/// <param name="Name">In the API, in kebab-case.</param>
/// <param name="Title">What it shows, in a sentence.</param>
/// <param name="IsOfPeriod">Whether it is about the days from a first day on, and not about a balance.</param>
/// <param name="Reads">The ledger accounts whose lines it is given, one that ends with a colon meaning all that start so; none where it is given all.</param>
/// <param name="Start">Begins it.</param>
public sealed record ReportKind(string Name, string Title, bool IsOfPeriod, IReadOnlyList<string> Reads, Func<ReportQuestion, ReportFold> Start)
{
    /// <summary>All reports. A new one is its fold and a line here.</summary>
    public static IReadOnlyList<ReportKind> All { get; } =
    [
        new("aging", "What customers owe by how long it is overdue, as a summary.", false, Aging.Reads, question => new Aging(question, AgingLevel.Summary)),
        new("aging-by-customer", "What each customer owes by how long it is overdue.", false, Aging.Reads, question => new Aging(question, AgingLevel.Customer)),
        new("aging-by-invoice", "What is owed of each invoice by how long it is overdue.", false, Aging.Reads, question => new Aging(question, AgingLevel.Invoice)),
        new("unapplied-cash", "What customers have to their credit and have not used, by customer and credit, and what is on no account.", false, UnappliedCash.Reads, _ => new UnappliedCash()),
        new("revenue", "What was billed, recognised and is deferred by product and month, and when what is deferred will be recognised.", true, RevenueByProduct.Reads, question => new RevenueByProduct(question)),
        new("cash-received", "What processors and banks received, gave back, kept and paid out, by month.", true, CashReceived.Reads, question => new CashReceived(question)),
        new("tax", "Taxable base and tax by jurisdiction, rate and month.", true, TaxByJurisdiction.Reads, question => new TaxByJurisdiction(question)),
        new("dso", "Days sales outstanding, days delinquent and collection effectiveness, by month.", true, [ChartOfAccounts.Receivables], question => new DaysSalesOutstanding(question)),
        new("credit-notes-and-write-offs", "Credit notes, write-offs, recoveries, provisions, early discounts, deductions and adjustments, with their reasons.", true, CreditNotesAndWriteOffs.Reads, question => new CreditNotesAndWriteOffs(question)),
        new("mrr", "How monthly recurring revenue came from the opening to the closing, by month.", true, [ChartOfAccounts.Receivables], question => new MrrMovement(question)) { ReadsEvents = true },
        new("receivables-roll-forward", "How the receivables came from the opening to the closing balance, by month.", true, [ChartOfAccounts.Receivables], question => new RollForward(question)),
    ];

    /// <summary>Whether it is made from the accounts' events as well, with the catalogue.</summary>
    public bool ReadsEvents { get; init; }

    /// <summary>Whether it is given the lines of a ledger account.</summary>
    public bool IsGiven(string ledgerAccount) => Reads.Count == 0 || LedgerAccounts.Match(Reads, ledgerAccount);
}

/// <summary>Names of ledger accounts, and of all that start alike.</summary>
public static class LedgerAccounts
{
    /// <summary>Whether a ledger account is one of some; of these, one that ends with a colon means all that start so.</summary>
    public static bool Match(IReadOnlyList<string> names, string ledgerAccount)
    {
        foreach (var name in names)
        {
            if (name.EndsWith(':') ? ledgerAccount.StartsWith(name, StringComparison.Ordinal) : ledgerAccount == name)
                return true;
        }

        return false;
    }
}
