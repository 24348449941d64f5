using System.Globalization;

namespace Billing.Domain;

/// <summary>A gapless run of document numbers: one seller, one kind, one year of issue.</summary>
/// <param name="Prefix">The seller's number prefix.</param>
/// <param name="Kind">The kind of document.</param>
/// <param name="Year">The year of the issue date.</param>
public readonly record struct NumberSeries(string Prefix, DocumentKind Kind, int Year)
{
    /// <summary>The series' name, and the start of its numbers: <c>ACME-INV-2026</c>.</summary>
    public string Name => $"{Prefix}-{Code}-{Year.ToString("D4", CultureInfo.InvariantCulture)}";

    private string Code => Kind switch
    {
        DocumentKind.Cancellation => "CAN",
        DocumentKind.CreditNote => "CRN",
        DocumentKind.Arrangement => "ARR",
        DocumentKind.Receipt => "RCP",
        DocumentKind.Statement => "STM",
        DocumentKind.LateCharge => "LCH",
        _ => "INV",
    };

    /// <summary>The n-th number of the series, as printed: <c>ACME-INV-2026-000042</c>.</summary>
    /// <param name="n">1 for the first.</param>
    public string Number(long n) => $"{Name}-{n.ToString("D6", CultureInfo.InvariantCulture)}";
}

/// <summary>A document that is decided and needs its number before it can be issued.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Series">The series it is numbered in.</param>
/// <param name="IssueDate">Its date; a series is in date order where the seller's country asks for it.</param>
public sealed record DocumentToNumber(string DocumentId, NumberSeries Series, DateOnly IssueDate);
