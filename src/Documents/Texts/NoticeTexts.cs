namespace Billing.Documents.Texts;

/// <summary>The fixed words of reminders and notices as letters; {0} and {1} are filled in.</summary>
internal sealed record NoticeTexts
{
    public required string Customer { get; init; }
    public required string Date { get; init; }
    public required string Greeting { get; init; }
    public required string ReminderIntro { get; init; }
    public required string ReminderFirmIntro { get; init; }
    public required string OverdueIntro { get; init; }
    public required string OverdueFriendlyIntro { get; init; }
    public required string OverdueFinalIntro { get; init; }
    public required string FinalIntro { get; init; }
    public required string FinalFirmIntro { get; init; }
    public required string FinalConsequence { get; init; }
    public required string InstalmentIntro { get; init; }
    public required string MissedIntro { get; init; }
    public required string AlreadyPaid { get; init; }
    public required string Invoice { get; init; }
    public required string InvoiceDate { get; init; }
    public required string DueDate { get; init; }
    public required string DaysOverdue { get; init; }
    public required string Open { get; init; }
    public required string Total { get; init; }
    public required string TotalBy { get; init; }
    public required string InstalmentsAlso { get; init; }
    public required string Instalment { get; init; }
    public required string PayBy { get; init; }
    public required string Amount { get; init; }
    public required string Questions { get; init; }
    public required string QuestionsPhone { get; init; }
    public required string Closing { get; init; }
}
