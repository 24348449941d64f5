namespace Billing.Documents.Texts;

/// <summary>The fixed words of e-mails; {0}, {1} and {2} are filled in.</summary>
internal sealed record EmailTexts
{
    public required string Greeting { get; init; }
    public required string Signature { get; init; }
    public required string InvoiceSubject { get; init; }
    public required string InvoiceIntro { get; init; }
    public required string CreditNoteSubject { get; init; }
    public required string CreditNoteIntro { get; init; }
    public required string CancellationSubject { get; init; }
    public required string CancellationIntro { get; init; }
    public required string VoidNumberSubject { get; init; }
    public required string VoidNumberIntro { get; init; }
    public required string ReceiptSubject { get; init; }
    public required string ReceiptIntro { get; init; }
    public required string ReceiptOwed { get; init; }
    public required string ReceiptCredit { get; init; }
    public required string ReversalSubject { get; init; }
    public required string ReversalIntro { get; init; }
    public required string ArrangementSubject { get; init; }
    public required string ArrangementIntro { get; init; }
    public required string StatementSubject { get; init; }
    public required string StatementIntro { get; init; }
    public required string Attached { get; init; }
    public required string AttachedWithEInvoice { get; init; }
    public required string AttachedEInvoice { get; init; }
    public required CountedText TooLarge { get; init; }
    public required string Download { get; init; }
    public required string DownloadUntil { get; init; }
    public required string DepositBy { get; init; }
    public required string InstalmentBy { get; init; }
    public required string NothingToPay { get; init; }
    public required string AmountDue { get; init; }
    public required string DueDate { get; init; }
    public required string Total { get; init; }
    public required string ReminderSubject { get; init; }
    public required string ReminderHeading { get; init; }
    public required string ReminderIntro { get; init; }
    public required string OverdueSubject { get; init; }
    public required string OverdueHeading { get; init; }
    public required string OverdueIntro { get; init; }
    public required string FinalSubject { get; init; }
    public required string FinalHeading { get; init; }
    public required string FinalIntro { get; init; }
    public required string FinalDeadline { get; init; }
    public required string InstalmentSubject { get; init; }
    public required string InstalmentHeading { get; init; }
    public required string InstalmentIntro { get; init; }
    public required string MissedSubject { get; init; }
    public required string MissedHeading { get; init; }
    public required string MissedIntro { get; init; }
    public required string InstalmentsAlso { get; init; }
    public required string OpenInstalment { get; init; }
    public required string InstalmentOf { get; init; }
    public required string DepositOf { get; init; }
    public required string Promised { get; init; }
    public required string AtTheLatest { get; init; }
    public required string OpenInvoice { get; init; }
    public required string OpenDue { get; init; }
    public required string OpenAmount { get; init; }
    public required string OpenTotal { get; init; }
    public required string OverdueMark { get; init; }
    public required string Questions { get; init; }
    public required string QuestionsPhone { get; init; }
}
