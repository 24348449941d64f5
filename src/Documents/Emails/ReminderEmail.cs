using Billing.Documents.Texts;

namespace Billing.Documents.Emails;

/// <summary>Payment reminders, overdue notices and final notices.</summary>
public static class ReminderEmail
{
    /// <summary>The message for a notice, in the notice's language.</summary>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(ReminderNotice notice)
    {
        var culture = DocumentCulture.Of(notice.Language);
        var texts = culture.Texts.Email;
        var (subject, heading, intro) = notice.Stage switch
        {
            ReminderStage.PaymentReminder => (texts.ReminderSubject, texts.ReminderHeading, texts.ReminderIntro),
            ReminderStage.OverdueNotice => (texts.OverdueSubject, texts.OverdueHeading, texts.OverdueIntro),
            ReminderStage.FinalNotice => (texts.FinalSubject, texts.FinalHeading, texts.FinalIntro),
            _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Stage, "No text for this stage."),
        };
        var message = new EmailBody(culture, notice.Seller.Name, notice.AccentColour);
        message.Heading(heading);
        message.Paragraph(culture.Fill(texts.Greeting, notice.Recipient));
        message.Paragraph(intro);
        if (notice.Deadline is { } deadline)
            message.Paragraph(culture.Fill(texts.FinalDeadline, culture.Date(deadline)));
        message.OpenItems(notice.Items, notice.Total);
        if (notice.Payment is { } payment)
            message.Payment(payment);
        message.Signature(notice.Seller);
        return message.ToContent(culture.Fill(subject, notice.Seller.Name));
    }
}
