using Billing.Documents.Letterheads;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>The message that brings a report to those who subscribed to it.</summary>
public static class ReportEmail
{
    /// <summary>The message, in the seller's language.</summary>
    /// <param name="seller">Whose books.</param>
    /// <param name="kind">The report's name in the API.</param>
    /// <param name="from">The first day of the period, where the report is about one; else null.</param>
    /// <param name="asOf">The last day.</param>
    /// <param name="links">Where the files are, because they are too large to attach; empty where they are attached.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    public static EmailContent Compose(Seller seller, string kind, DateOnly? from, DateOnly asOf, IReadOnlyList<DownloadLink> links)
    {
        var culture = DocumentCulture.Of(seller.Language);
        var texts = culture.Texts.Report;
        var message = new EmailBody(culture, seller.ToParty(), seller.Colour);
        var time = from is { } first ? message.Fill(culture.Texts.Invoice.ServicePeriod, culture.Date(first), culture.Date(asOf)) : culture.Date(asOf);
        var subject = $"{seller.Name}: {texts.TitleOf(kind)}, {time}";
        message.Preview(time);
        message.Heading(texts.TitleOf(kind));
        message.Facts([(from is null ? texts.AsOf : texts.Period, time)]);
        if (links.Count > 0)
            message.Enclosures(new EmailDispatch { Links = links });
        else
            message.Paragraph(texts.Attached);
        return message.ToContent(subject);
    }
}
