using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Tests.Invoices;

public class UnitPriceTests
{
    [Theory]
    [InlineData("100", "100.00")]
    [InlineData("0.0125", "0.0125")]
    [InlineData("0.00000123", "0.00000123")]
    [InlineData("1906.6666666667", "1,906.6667")]
    [InlineData("0.0161290322", "0.01612903")]
    public void A_unit_price_is_printed_as_agreed_and_a_share_of_days_rounded(string price, string printed) =>
        Assert.Equal(printed, DocumentCulture.Of("en").UnitPrice(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), Currency.Of("EUR")));
}
