namespace Billing.Domain.Tests;

public sealed class DocumentTemplateTests
{
    [Theory]
    [InlineData(PaperChoice.ByCountry, "US", true)]
    [InlineData(PaperChoice.ByCountry, "CA", true)]
    [InlineData(PaperChoice.ByCountry, "MX", true)]
    [InlineData(PaperChoice.ByCountry, "PH", true)]
    [InlineData(PaperChoice.ByCountry, "DE", false)]
    [InlineData(PaperChoice.ByCountry, "BR", false)] // In America, and on A4.
    [InlineData(PaperChoice.ByCountry, "", false)]
    [InlineData(PaperChoice.A4, "US", false)]
    [InlineData(PaperChoice.Letter, "DE", true)]
    public void Letter_is_for_the_countries_that_print_on_it_unless_the_seller_chose(PaperChoice choice, string country, bool isLetter) =>
        Assert.Equal(isLetter, Paper.IsLetter(choice, country));

    [Theory]
    [InlineData("SA", "", "en", "", "ar")]
    [InlineData("SA", "", "ar-SA", "", "")] // One language is enough.
    [InlineData("SA", "", "fr", "en", "ar")] // What the law asks for comes before what the seller chose.
    [InlineData("SA", "", "ar", "en", "en")]
    [InlineData("CA", "QC", "en-CA", "", "fr")]
    [InlineData("CA", "Québec", "en", "", "fr")]
    [InlineData("CA", "ON", "en-CA", "", "")]
    [InlineData("CA", "QC", "fr-CA", "", "")]
    [InlineData("DE", "", "de", "", "")]
    [InlineData("DE", "", "de", "en", "en")]
    [InlineData("DE", "", "en-GB", "en", "")]
    public void Labels_are_repeated_in_the_language_of_the_law_else_of_the_seller(string country, string region, string language, string chosen, string expected)
    {
        var seller = World.Standard.Seller with
        {
            Address = new PostalAddress("Street 1", "1", "City", region, country),
            Template = DocumentTemplate.Standard with { SecondLanguage = chosen },
        };

        Assert.Equal(expected, SecondLanguage.For(seller, language));
    }

    [Theory]
    [InlineData("de", "German")]
    [InlineData("DE", "German")]
    [InlineData("de-CH", "Swiss")]
    [InlineData("de-AT", "German")]
    [InlineData("fr", null)]
    [InlineData("en-GB", null)] // Only American words are there.
    public void A_language_has_its_own_words_else_those_of_the_language_it_is_a_variety_of(string language, string? intro)
    {
        var template = DocumentTemplate.Standard with { Texts = [Words("de", "German"), Words("de-CH", "Swiss"), Words("en-US", "American")] };

        Assert.Equal(intro, template.TextsIn(language)?.Intro);
    }

    [Fact]
    public void The_standard_template_has_the_columns_that_an_invoice_needs_and_leaves_everything_else_open()
    {
        var standard = World.Standard.Seller.Template;

        Assert.Equal((0, PaperChoice.ByCountry, WindowChoice.ByPaper, ""), (standard.Version, standard.Paper, standard.Window, standard.FontFamily + standard.FontBlob + standard.SecondLanguage));
        Assert.Contains(InvoiceColumn.Description, standard.Columns);
        Assert.Contains(InvoiceColumn.Amount, standard.Columns);
        Assert.InRange(standard.Columns.Count, 2, DocumentTemplate.MostColumns);
    }

    private static TemplateTexts Words(string language, string intro) => new(language, intro, "", []);
}
