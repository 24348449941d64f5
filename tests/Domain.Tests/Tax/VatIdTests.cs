namespace Billing.Domain.Tests;

public class VatIdTests
{
    [Theory]
    [InlineData("ATU13585627")]
    [InlineData("BE0428759497")]
    [InlineData("BE 0428.759.497")]
    [InlineData("BG175074752")]
    [InlineData("BG7523169263")] // A person's.
    [InlineData("CHE-100.155.212 MWST")]
    [InlineData("CHE-107.787.577 IVA")]
    [InlineData("CY10259033P")]
    [InlineData("CZ25123891")]
    [InlineData("CZ7103192745")] // A person's.
    [InlineData("CZ640903926")] // A person's without a birth number.
    [InlineData("DE136695976")]
    [InlineData("de 136 695 976")]
    [InlineData("DK13585628")]
    [InlineData("EE100931558")]
    [InlineData("EL094259216")]
    [InlineData("ESA13585625")] // A company.
    [InlineData("ES54362315K")] // A citizen.
    [InlineData("ESX5253868R")] // A foreigner.
    [InlineData("ESM1234567L")] // A foreigner without a number.
    [InlineData("ESJ99216582")]
    [InlineData("FI20774740")]
    [InlineData("FR40303265045")]
    [InlineData("FR23334175221")]
    [InlineData("FRK7399859412")] // With a letter in its key.
    [InlineData("FR4Z123456782")]
    [InlineData("GB980780684")]
    [InlineData("GB802311782")]
    [InlineData("GBGD001")] // A government department.
    [InlineData("GBHA599")] // A health authority.
    [InlineData("HR33392005961")]
    [InlineData("HU12892312")]
    [InlineData("IE6433435F")]
    [InlineData("IE6433435OA")]
    [InlineData("IE8D79739I")] // The form before 2013.
    [InlineData("IT00743110157")]
    [InlineData("LT119511515")]
    [InlineData("LT100001919017")] // Registered for a time.
    [InlineData("LT100004801610")]
    [InlineData("LU15027442")]
    [InlineData("LV40003521600")]
    [InlineData("LV16117519997")] // A person's.
    [InlineData("MT11679112")]
    [InlineData("NL004495445B01")]
    [InlineData("NL002455799B11")] // Of the new kind that fits modulo 97.
    [InlineData("NO 988 077 917 MVA")]
    [InlineData("NO988077917")]
    [InlineData("PL8567346215")]
    [InlineData("PT501964843")]
    [InlineData("RO18547290")]
    [InlineData("SE123456789701")]
    [InlineData("SI50223054")]
    [InlineData("SK2022749619")]
    [InlineData("XI980780684")]
    public void An_id_that_an_authority_could_have_given_is_right(string id) => Assert.Null(VatId.Check(id));

    [Theory]
    [InlineData("ATU13585626")]
    [InlineData("BE0428759498")]
    [InlineData("BG175074751")]
    [InlineData("CHE-100.155.213 MWST")]
    [InlineData("CY10259033Z")]
    [InlineData("CZ25123890")]
    [InlineData("DE136695978")]
    [InlineData("DK13585627")]
    [InlineData("EE100594103")]
    [InlineData("EL123456781")]
    [InlineData("ESA13585626")]
    [InlineData("ES54362315Z")]
    [InlineData("FI20774741")]
    [InlineData("FR84323140391")]
    [InlineData("GB802311781")]
    [InlineData("HR33392005962")]
    [InlineData("HU12892313")]
    [InlineData("IE6433435E")]
    [InlineData("IT00743110158")]
    [InlineData("LT100001919018")]
    [InlineData("LU15027443")]
    [InlineData("LV40003521601")]
    [InlineData("MT11679113")]
    [InlineData("NL123456783B90")]
    [InlineData("NO988077918")]
    [InlineData("PL8567346216")]
    [InlineData("PT501964842")]
    [InlineData("RO18547291")]
    [InlineData("SE123456789101")]
    [InlineData("SI50223055")]
    [InlineData("SK2022749618")]
    [InlineData("XI980780685")]
    public void A_slip_in_a_digit_shows_in_the_check_digits(string id) => Assert.Equal("is no VAT id: its check digits do not fit", VatId.Check(id));

    [Theory]
    [InlineData("DE12345678", "is no VAT id of DE: one reads like DE123456789")]
    [InlineData("ATU1234567X", "is no VAT id of AT: one reads like ATU12345678")]
    [InlineData("GR094259216", "is no VAT id: it must start with the country it was given in, such as DE or ATU")]
    [InlineData("091-5550188", "is no VAT id: it must start with the country it was given in, such as DE or ATU")]
    [InlineData("", "is no VAT id: it must start with the country it was given in, such as DE or ATU")]
    [InlineData("DE13669597٦", "is no VAT id of DE: one reads like DE123456789")] // An Arabic digit is none.
    public void What_has_not_the_form_of_its_country_is_told_the_form(string id, string problem) => Assert.Equal(problem, VatId.Check(id));

    [Theory]
    [InlineData("EL094259216", "GR")]
    [InlineData("CHE-100.155.212 MWST", "CH")]
    [InlineData("xi 980 780 684", "XI")]
    [InlineData("T5010501043921", null)]
    public void An_id_tells_the_country_that_gave_it(string id, string? country) => Assert.Equal(country, VatId.CountryOf(id));

    [Fact]
    public void Two_ways_to_write_an_id_are_one_id()
    {
        Assert.Equal("CHE107787577", VatId.Normalise("CHE-107.787.577 IVA"));
        Assert.Equal("CHE107787577", VatId.Normalise("che 107 787 577"));
        Assert.Equal("DE136695976", VatId.Normalise("DE 136-695.976"));
    }
}
