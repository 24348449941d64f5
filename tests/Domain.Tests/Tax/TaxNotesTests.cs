namespace Billing.Domain.Tests.Tax;

public sealed class TaxNotesTests
{
    /// <summary>The mention that Article 226 (11a) asks for, in the language versions of the directive; English where there is none.</summary>
    [Theory]
    [InlineData("en", "Reverse charge")]
    [InlineData("de", "Steuerschuldnerschaft des Leistungsempfängers")]
    [InlineData("fr", "Autoliquidation")]
    [InlineData("es", "Inversión del sujeto pasivo")]
    [InlineData("it", "Inversione contabile")]
    [InlineData("nl", "Btw verlegd")]
    [InlineData("pl", "Odwrotne obciążenie")]
    [InlineData("pt-BR", "Autoliquidação")]
    [InlineData("ar-SA", "Reverse charge")]
    [InlineData("he", "Reverse charge")]
    [InlineData("ja", "Reverse charge")]
    [InlineData("hi", "Reverse charge")]
    [InlineData("sv", "Reverse charge")]
    public void A_reverse_charge_is_said_with_the_mention_of_the_directive(string language, string mention) =>
        Assert.Contains(mention, TaxNotes.For(TaxTreatment.ReverseCharge, language), StringComparison.Ordinal);

    [Fact]
    public void Every_language_says_every_treatment_in_words_of_its_own_and_names_the_article()
    {
        var treatments = new[] { TaxTreatment.ReverseCharge, TaxTreatment.IntraCommunity, TaxTreatment.Export, TaxTreatment.OutOfScope, TaxTreatment.Exempt };
        Assert.Equal(12, TaxNotes.Languages.Count());
        Assert.All(treatments, treatment => Assert.Distinct(TaxNotes.Languages.Select(language => TaxNotes.For(treatment, language))));
        Assert.All(TaxNotes.Languages, language =>
        {
            Assert.Contains("196", TaxNotes.For(TaxTreatment.ReverseCharge, language), StringComparison.Ordinal);
            Assert.Contains("138", TaxNotes.For(TaxTreatment.IntraCommunity, language), StringComparison.Ordinal);
            Assert.Contains("146", TaxNotes.For(TaxTreatment.Export, language), StringComparison.Ordinal);
            Assert.Contains("2006/112/", TaxNotes.For(TaxTreatment.ReverseCharge, language), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(TaxTreatment.Standard)]
    [InlineData(TaxTreatment.ZeroRated)]
    public void Where_tax_is_charged_nothing_is_said(TaxTreatment treatment) => Assert.Empty(TaxNotes.For(treatment, "de"));
}
