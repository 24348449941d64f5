using System.Collections.Concurrent;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;

namespace Billing.Functions.Collections;

/// <summary>What came of a line.</summary>
internal enum ImportResult
{
    /// <summary>It was done now.</summary>
    Applied,

    /// <summary>It was done before.</summary>
    Known,

    /// <summary>It could not be done any more, as the case had ended meanwhile.</summary>
    Refused,
}

/// <summary>A line and what came of it.</summary>
/// <param name="Row">Its row in the file.</param>
/// <param name="LineId">The agency's id of it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Result">What came of it.</param>
/// <param name="PaymentId">The payment, where money was collected.</param>
/// <param name="Why">Why it was refused.</param>
internal sealed record ImportedLine(int Row, string LineId, ImportKind Kind, string CaseId, ImportResult Result, string? PaymentId, string? Why);

/// <summary>Takes what an agency says. All lines are checked first, and where one has a fault nothing is taken; then each is taken by its id, so that the file can be
/// sent again: what is known changes nothing, and what a death left undone is done. That a case has ended is no fault: what the seller and the agency say crosses
/// on the way, and the money of the other lines does not wait for that.</summary>
internal sealed class CaseImport(CaseReader cases, DirectCommands commands, CollectedMoney payments, RemittanceIntake remittances, ConfigurationBook configuration, TimeProvider clock)
{
    private const int CasesAtOnce = 8;

    /// <summary>What is wrong with lines that can be read.</summary>
    public async Task<IReadOnlyList<ImportFault>> CheckAsync(Agency agency, IReadOnlyList<ImportLine> lines, CancellationToken cancellation)
    {
        var (faults, known) = (new List<ImportFault>(), new Dictionary<string, (AccountId Account, CollectionsCase Case)?>(StringComparer.Ordinal));
        var today = (await configuration.ReadAsync(agency.SellerId, cancellation)).DateAt(clock.GetUtcNow());
        foreach (var line in lines)
        {
            if (!known.TryGetValue(line.CaseId, out var found))
                known[line.CaseId] = found = await cases.FindAsync(line.CaseId, cancellation);
            if (found is not { } one || one.Account.Seller != agency.SellerId || one.Case.AgencyId != agency.AgencyId)
                faults.Add(new ImportFault(line.Row, $"case_id: the agency has no case '{line.CaseId}'"));
            else if (line.Kind == ImportKind.Collected)
                faults.AddRange((await MoneyFaultsAsync(agency, line, one.Account, one.Case, today, cancellation)).Select(wrong => new ImportFault(line.Row, wrong)));
        }

        foreach (var (remittance, ofRemittance) in RemittancesOf(agency, lines))
        {
            if (faults.Count == 0 && await remittances.IsOtherAsync(agency, remittance, ofRemittance, cancellation))
                faults.Add(new ImportFault(ofRemittance[0].Line.Row, $"remittance_id: '{remittance}' was imported before with other lines; a remittance comes whole in one file"));
        }

        return faults;
    }

    /// <summary>Takes lines that have no fault. Whatever their order, a case is acknowledged before its money comes, and that before it is returned.</summary>
    public async Task<IReadOnlyList<ImportedLine>> TakeAsync(Agency agency, IReadOnlyList<ImportLine> lines, string actor, CancellationToken cancellation)
    {
        var taken = new ConcurrentBag<ImportedLine>();
        await Parallel.ForEachAsync(lines.GroupBy(line => line.CaseId), new ParallelOptions { MaxDegreeOfParallelism = CasesAtOnce, CancellationToken = cancellation }, async (ofCase, stop) =>
        {
            var (account, known) = await cases.FindAsync(ofCase.Key, stop) ?? throw new InvalidOperationException($"There is no case {ofCase.Key} any more.");
            foreach (var line in ofCase.OrderBy(line => line.Kind))
            {
                taken.Add(line.Kind == ImportKind.Collected
                    ? Answer(line, await payments.CollectAsync(CollectedOf(agency, line, known), actor, stop))
                    : Answer(line, await commands.CarryOutAsync(new AccountRequest(account, line.Kind == ImportKind.Acknowledged ? new AcknowledgeCase(line.CaseId, line.Reference) : new CloseCase(line.CaseId, line.Reason), CommandOf(agency, line), null, actor), stop)));
            }
        });

        foreach (var (remittance, ofRemittance) in RemittancesOf(agency, lines))
            await remittances.TakeAsync(agency, remittance, ofRemittance, actor, cancellation);
        return [.. taken.OrderBy(line => line.Row)];
    }

    private static IEnumerable<(string RemittanceId, IReadOnlyList<(PaymentId Payment, ImportLine Line)> Lines)> RemittancesOf(Agency agency, IEnumerable<ImportLine> lines) =>
        lines.Where(line => line.RemittanceId.Length > 0).GroupBy(line => (line.RemittanceId, line.Gross!.Value.Currency))
            .Select(remittance => (remittance.Key.RemittanceId, (IReadOnlyList<(PaymentId, ImportLine)>)[.. remittance.Select(line => (PaymentOf(agency, line), line))]));

    private async Task<IReadOnlyList<string>> MoneyFaultsAsync(Agency agency, ImportLine line, AccountId account, CollectionsCase known, DateOnly today, CancellationToken cancellation)
    {
        var faults = new List<string>();
        if (known.Items.All(item => item.Number != line.InvoiceNumber))
            faults.Add($"invoice_number: the case has no invoice '{line.InvoiceNumber}'");
        if (line.Gross!.Value.Currency != account.Currency)
            faults.Add($"currency: the case is in {account.Currency}");
        if (line.ValueDate > today)
            faults.Add($"value_date: must not be after {today:O}, the seller's today");
        if (line.ValueDate < known.SentOn)
            faults.Add($"value_date: must not be before {known.SentOn:O}, when the case was handed off");
        if (faults.Count == 0 && await payments.FindAsync(PaymentOf(agency, line), cancellation) is { } before && DifferenceOf(before, CollectedOf(agency, line, known)) is { } other)
            faults.Add($"line_id: '{line.LineId}' was imported before with another {other}");
        return faults;
    }

    // A fee that is left out now was a fact before, and the other way round.
    private static string? DifferenceOf(Payment before, CollectedPayment collected) =>
        !collected.Facts.All(fact => before.Facts.Contains(fact)) || before.Facts.OfType<FeeCharged>().Count() > collected.Facts.OfType<FeeCharged>().Count() ? "amount, fee or date"
        : before.Reference.DocumentId.Length > 0 && before.Reference.DocumentId != collected.Reference.DocumentId ? "invoice"
        : null;

    private static CollectedPayment CollectedOf(Agency agency, ImportLine line, CollectionsCase known)
    {
        var came = new PaymentSucceeded(line.Gross!.Value, line.ValueDate!.Value);
        PaymentFact[] facts = line.Fee is { IsZero: false } fee ? [came, FeeCharged.Of(came, fee)] : [came];
        return new CollectedPayment(
            PaymentOf(agency, line), agency.SellerId, facts, new PaymentReference(line.InvoiceNumber, known.Items.First(item => item.Number == line.InvoiceNumber).DocumentId, $"{line.CaseId} {line.RemittanceId}".TrimEnd()));
    }

    // The agency's line names the money for ever.
    private static PaymentId PaymentOf(Agency agency, ImportLine line) => new(agency.Processor, agency.SellerId, line.LineId);

    private static CommandId CommandOf(Agency agency, ImportLine line) => new("agency", $"{agency.AgencyId}|{line.LineId}");

    private static ImportedLine Answer(ImportLine line, AccountOutcome outcome) => outcome switch
    {
        AccountOutcome.Refused refused => new ImportedLine(line.Row, line.LineId, line.Kind, line.CaseId, ImportResult.Refused, null, refused.Refusal.Message),
        AccountOutcome.Committed { Repeated: false } => new ImportedLine(line.Row, line.LineId, line.Kind, line.CaseId, ImportResult.Applied, null, null),
        _ => new ImportedLine(line.Row, line.LineId, line.Kind, line.CaseId, ImportResult.Known, null, null),
    };

    private static ImportedLine Answer(ImportLine line, (PaymentOutcome Outcome, bool IsNew) collected) => new(
        line.Row, line.LineId, line.Kind, line.CaseId, collected.Outcome.Refusal is not null ? ImportResult.Refused : collected.IsNew ? ImportResult.Applied : ImportResult.Known,
        collected.Outcome.Payment?.Id.ToString(), collected.Outcome.Refusal?.Message);
}
