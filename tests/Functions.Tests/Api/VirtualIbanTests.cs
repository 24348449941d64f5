using System.Net;
using Billing.Functions.Lookups;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class VirtualIbanTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string Iban = "DE89 3704 0044 0532 0130 00";

    [Fact]
    public async Task A_virtual_IBAN_is_one_accounts_of_a_seller_until_it_is_taken_away()
    {
        var first = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var second = await Given.AccountAsync(Host.Services, first.Seller);
        var elsewhere = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));

        Assert.Equal("VirtualIbanSet", (await PutAsync(first)).Expect(HttpStatusCode.OK)["events"][0].GetString());
        (await PutAsync(elsewhere)).Expect(HttpStatusCode.OK);
        var taken = (await PutAsync(second)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("virtual-iban-taken", taken.Code);
        Assert.Contains(first.ToString(), taken.Text, StringComparison.Ordinal);

        var shown = await Client.GetAsync($"/api/customers/{first}");
        Assert.Equal("DE89370400440532013000", shown["virtualIban"].GetString());
        Assert.StartsWith("RF", shown["creditorReference"].GetString(), StringComparison.Ordinal);

        (await Client.DeleteAsync($"/api/customers/{first}/virtual-iban?reason=moved")).Expect(HttpStatusCode.OK);
        (await PutAsync(second)).Expect(HttpStatusCode.OK);
        Assert.Equal("virtual-iban-taken", (await PutAsync(first)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Of_two_accounts_that_ask_at_once_one_has_it()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var accounts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Given.AccountAsync(Host.Services, seller)));

        var answers = await Task.WhenAll(accounts.Select(PutAsync));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        var holder = accounts[Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.OK)];
        Assert.Equal(holder, await Host.Services.GetRequiredService<VirtualIbanBook>().FindAsync(seller, Iban, default));
    }

    [Fact]
    public async Task One_that_is_there_is_changed_under_its_ETag_and_one_that_is_none_is_refused()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));

        Assert.Equal(["#/iban"], (await Client.SendAsync(HttpMethod.Put, $"/api/customers/{account}/virtual-iban", new { iban = "DE89 3704 0044 0532 0130 01" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("own-bank-account", (await Client.SendAsync(HttpMethod.Put, $"/api/customers/{account}/virtual-iban", new { iban = "DE02120300000000202051" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await PutAsync(account)).Expect(HttpStatusCode.OK);
        (await Client.SendAsync(HttpMethod.Put, $"/api/customers/{account}/virtual-iban", new { iban = "DE02500105170137075030" })).Expect(HttpStatusCode.PreconditionRequired);
    }

    private Task<ApiAnswer> PutAsync(Billing.Domain.AccountId account) => Client.SendAsync(HttpMethod.Put, $"/api/customers/{account}/virtual-iban", new { iban = Iban });
}
