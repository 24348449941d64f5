using Billing.DevHost.Gallery.Samples;
using Billing.Documents.Emails;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Tests.PaymentCodes;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Tests.Notices;

public sealed class NoticePdfTests
{
    public static TheoryData<string> Languages => [.. DocumentTexts.Languages];

    [Theory]
    [InlineData(ReminderStage.PaymentReminder, "Payment reminder", "friendly reminder")]
    [InlineData(ReminderStage.OverdueNotice, "Overdue notice", "are overdue. Please pay them now")]
    [InlineData(ReminderStage.FinalNotice, "Final notice", "This is our final notice.")]
    public void A_notice_lists_what_is_open_in_the_tone_of_its_stage(ReminderStage stage, string title, string tone) => Assert.All(
        [
            title, tone, "Gasthof Lindenhof OHG", "Am Kirchplatz 3", "10 November 2026", "INV-7 1 August 2026 1 September 2026 70 100.00", "INV-9 1 November 2026 15 November 2026 20.50", "EUR 120.50",
            "DE02 1203 0000 0000 2020 51", "INV-7, INV-9", "ar@nordlicht.example", "+49 30 5550 12", "Yours faithfully,",
        ],
        expected => Assert.Contains(expected, Print(SampleNotices.Of(stage)), StringComparison.Ordinal));

    [Theory]
    [InlineData(ReminderStage.PaymentReminder, NoticeTone.Firm, "pay each of them by its due date")]
    [InlineData(ReminderStage.PaymentReminder, NoticeTone.Final, "pay each of them by its due date")]
    [InlineData(ReminderStage.OverdueNotice, NoticeTone.Friendly, "Perhaps it slipped your attention")]
    [InlineData(ReminderStage.OverdueNotice, NoticeTone.Final, "We ask you for the last time before our final notice")]
    [InlineData(ReminderStage.FinalNotice, NoticeTone.Friendly, "talk to us so that we find a way together")]
    [InlineData(ReminderStage.FinalNotice, NoticeTone.Firm, "talk to us so that we find a way together")]
    public void A_notice_speaks_in_the_tone_of_its_step(ReminderStage stage, NoticeTone tone, string words)
    {
        var notice = SampleNotices.Of(stage) with { Tone = tone };
        Assert.Contains(words, Print(notice), StringComparison.Ordinal);
        Assert.Contains(words, ReminderEmail.Compose(notice).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_words_of_its_own_for_each_tone(string language)
    {
        var said = Enum.GetValues<ReminderStage>().Select(stage => Enum.GetValues<NoticeTone>().Select(tone => ReminderEmail.Compose(SampleNotices.Of(stage, language) with { Tone = tone }).Text).Distinct().Count());
        Assert.Equal([2, 3, 2], said);
        var letters = DocumentTexts.For(System.Globalization.CultureInfo.GetCultureInfo(language)).Notice;
        Assert.Equal(7, new[] { letters.ReminderIntro, letters.ReminderFirmIntro, letters.OverdueFriendlyIntro, letters.OverdueIntro, letters.OverdueFinalIntro, letters.FinalFirmIntro, letters.FinalIntro }.Distinct().Count());
    }

    [Fact]
    public void Only_a_final_notice_with_a_deadline_names_the_consequence()
    {
        const string consequence = "hand the matter to collections";
        var final = Print(SampleNotices.Of(ReminderStage.FinalNotice));
        Assert.Contains("Please pay by 30 November 2026", final, StringComparison.Ordinal);
        Assert.Contains(consequence, final, StringComparison.Ordinal);
        Assert.DoesNotContain(consequence, Print(SampleNotices.Of(ReminderStage.FinalNotice) with { Deadline = null }), StringComparison.Ordinal);
        Assert.DoesNotContain(consequence, Print(SampleNotices.Of(ReminderStage.OverdueNotice)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_deadline_is_the_one_that_the_ledger_decided()
    {
        var sample = SampleNotices.Of(ReminderStage.FinalNotice);
        var issued = new NoticeIssued(
            "ntc_1", sample.Date, DunningAction.FinalNotice, [.. sample.Items.Select(item => new DunnedItem($"inv_{item.Number}", item.Number, item.IssueDate, item.DueDate, item.Open, 5, DunningAction.FinalNotice))], sample.Total, 1, 1)
        { PayBy = new DateOnly(2026, 11, 23) };
        var notice = ReminderNotice.Of(issued, sample.Seller, sample.Customer, null);
        Assert.Contains("Please pay by 23 November 2026", Print(notice), StringComparison.Ordinal);
        Assert.Contains("by 23 November 2026", ReminderEmail.Compose(notice).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missed_instalment_has_its_own_words_and_its_last_day()
    {
        var text = Print(SampleNotices.OfMissedInstalment());
        Assert.All(
            ["Agreed payment not received", "Instalment 2 of 6,", "NL-ARR-2026-000003", "1 November 2026, at the latest 17 November 2026", "100.00"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Total open", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_items_and_instalments_stand_in_one_letter_and_no_code_asks_for_a_part_of_them()
    {
        var both = SampleNotices.Of(ReminderStage.FinalNotice) with { Instalments = SampleNotices.OfMissedInstalment().Instalments };
        Assert.All(["INV-7", "And as we agreed, please pay:", "Instalment 2 of 6"], expected => Assert.Contains(expected, Print(both), StringComparison.Ordinal));
        Assert.All(ScannedCode.Of(NoticePdf.Render(both, DocumentAssets.None)), Assert.Null);
    }

    [Fact]
    public void A_phone_reads_what_is_open_in_all() =>
        Assert.Contains("EUR120.50\n\n\nINV-7, INV-9", Assert.Single(ScannedCode.Of(NoticePdf.Render(SampleNotices.Of(ReminderStage.OverdueNotice), DocumentAssets.None))), StringComparison.Ordinal);

    [Fact]
    public void A_notice_is_written_in_the_customers_language() => Assert.All(
        ["Letzte Mahnung", "trotz unserer Erinnerungen", "120,50 EUR", "Bitte zahlen Sie bis 30. November 2026", "Inkassounternehmen", "Mit freundlichen Grüßen"],
        expected => Assert.Contains(expected, Print(SampleNotices.Of(ReminderStage.FinalNotice, "de")), StringComparison.Ordinal));

    private static string Print(ReminderNotice notice) => PdfTool.Words(NoticePdf.Render(notice, DocumentAssets.None));
}
