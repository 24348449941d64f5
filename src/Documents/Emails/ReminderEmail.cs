using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>Payment reminders, overdue notices and final notices, and what is told of agreed payments.</summary>
public static class ReminderEmail
{
    /// <summary>The message for a notice, in the notice's language.</summary>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(ReminderNotice notice)
    {
        var culture = DocumentCulture.Of(notice.Language);
        var texts = culture.Texts.Email;
        var (subject, heading, intro) = Words(notice, texts);
        var message = new EmailBody(culture, notice.Seller.ToParty(), notice.Seller.Colour);
        message.Preview(notice.Items.Count > 0 ? $"{texts.OpenTotal}: {culture.AmountWithCurrency(notice.Total)}" : intro);
        message.Heading(heading);
        message.Greeting(notice.Customer.Name);
        message.Paragraph(intro);
        if (notice.Deadline is { } deadline)
            message.Paragraph(message.Fill(texts.FinalDeadline, culture.Date(deadline)));
        if (notice.Items.Count > 0)
            message.OpenItems(notice.Items, notice.Total);
        if (notice is { Items.Count: > 0, Instalments.Count: > 0 })
            message.Paragraph(texts.InstalmentsAlso);
        if (notice.Instalments.Count > 0)
            message.Instalments(notice.Instalments);
        if (notice.Payment is { } payment)
            message.Payment(payment);
        message.Signature();
        return message.ToContent(message.Fill(subject, notice.Seller.Name));
    }

    private static (string Subject, string Heading, string Intro) Words(ReminderNotice notice, EmailTexts texts) => notice switch
    {
        { IsOfMissedInstalments: true } => (texts.MissedSubject, texts.MissedHeading, texts.MissedIntro),
        { Items.Count: 0 } => (texts.InstalmentSubject, texts.InstalmentHeading, texts.InstalmentIntro),
        { Stage: ReminderStage.PaymentReminder } => (texts.ReminderSubject, texts.ReminderHeading, notice.Voice == NoticeTone.Friendly ? texts.ReminderIntro : texts.ReminderFirmIntro),
        { Stage: ReminderStage.OverdueNotice } => (texts.OverdueSubject, texts.OverdueHeading, notice.Voice switch
        {
            NoticeTone.Friendly => texts.OverdueFriendlyIntro,
            NoticeTone.Firm => texts.OverdueIntro,
            _ => texts.OverdueFinalIntro,
        }),
        { Stage: ReminderStage.FinalNotice } => (texts.FinalSubject, texts.FinalHeading, notice.Voice == NoticeTone.Final ? texts.FinalIntro : texts.FinalFirmIntro),
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Stage, "No text for this stage."),
    };
}
