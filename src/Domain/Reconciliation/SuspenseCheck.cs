namespace Billing.Domain;

/// <summary>The suspense account of the books against the payments, whose money no account has. Both as they are now.</summary>
internal static class SuspenseCheck
{
    public static (IReadOnlyList<SuspenseSection> Sections, IReadOnlyList<Discrepancy> Found) Of(ReconciliationInput input)
    {
        var books = input.Openings.Where(opening => opening.Account == ChartOfAccounts.Suspense).Select(opening => opening.OfFacts + opening.Other)
            .Concat(input.Journal.Where(movement => movement.Account == ChartOfAccounts.Suspense).Select(movement => movement.Amount)).ToList();
        var sections = books.Concat(input.Suspense).Select(amount => amount.Currency).Distinct().OrderBy(currency => currency.Code, StringComparer.Ordinal)
            .Select(currency => new SuspenseSection(Money.Sum(books.Where(amount => amount.Currency == currency), currency), Money.Sum(input.Suspense.Where(amount => amount.Currency == currency), currency))).ToList();
        return (sections, [.. sections.Where(section => !(section.Journal + section.Payments).IsZero).Select(section => new Discrepancy("suspense-differs", ChartOfAccounts.Suspense, section.Journal + section.Payments,
            $"The books have {-section.Journal} in suspense, the payments {section.Payments}. What was recorded within minutes may still be on its way; else have the payments driven again."))]);
    }
}
