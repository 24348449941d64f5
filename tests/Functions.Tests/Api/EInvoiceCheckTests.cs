using System.Net;

namespace Billing.Functions.Tests.Api;

public sealed class EInvoiceCheckTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task What_a_seller_and_a_customer_say_about_e_invoices_is_read_back()
    {
        var id = Given.NewId("seller");
        var seller = Bodies.Seller(id);
        seller["eInvoiceFormat"] = "facturX";
        seller["electronicAddress"] = new { scheme = "9930", id = "DE136695976" };
        seller["registrationId"] = "HRB 1 B";
        seller["contact"] = new { email = "ar@acme.example", phone = "+49 30 123", name = "Accounts receivable" };
        var read = (await Client.PutAsync($"/api/sellers/{id}", seller)).Expect(HttpStatusCode.Created);
        Assert.Equal(("facturX", "9930", "HRB 1 B", "Accounts receivable"), (read["eInvoiceFormat"].GetString(), read["electronicAddress"].GetProperty("scheme").GetString(), read["registrationId"].GetString(), read["contact"].GetProperty("name").GetString()));

        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var path = $"/api/customers/{account}/profile";
        var put = (await Client.PutAsync(path, Profile(new { scheme = "0204", id = "04011000-1234512345-06" }), (await Client.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        var profile = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(put.Text, profile.Text);
        Assert.Equal(("xRechnungUbl", true, 2), (profile["eInvoiceFormat"].GetString(), profile["eInvoiceOnly"].GetBoolean(), profile["contacts"].GetArrayLength()));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var path = $"/api/customers/{account}/profile";
        var body = new
        {
            name = "Kunde AG",
            address = new { street = "Weg 2", postalCode = "20095", city = "Hamburg", country = "DE" },
            email = "a@kunde.example",
            eInvoiceFormat = "xRechnungCii",
            electronicAddress = new { scheme = "0204", id = "04011000-1234512345-07" },
            contacts = new[] { new { name = "One", email = "one" }, new { name = "Two", email = "A@kunde.example" } },
        };
        Assert.Equal(
            ["#/contacts/0/email", "#/contacts/1/email", "#/electronicAddress", "#/reference"],
            (await Client.PutAsync(path, body, (await Client.GetAsync(path)).ETag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task The_check_says_by_term_and_field_what_the_next_invoice_lacks_and_the_run_parks_for_the_same()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services, vatId: "DE123456789"));
        var check = $"/api/customers/{account}/e-invoice-check";
        Assert.Equal(("none", true), Answer(await Client.GetAsync(check)));

        var path = $"/api/customers/{account}/profile";
        (await Client.PutAsync(path, Profile(new { scheme = "0204", id = "04011000-1234512345-06" }), (await Client.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        (await Client.PostAsync($"/api/customers/{account}/subscriptions", new { priceId = "crm", start = "2026-01-01" })).Expect(HttpStatusCode.Created);
        var answer = await Client.GetAsync(check);
        Assert.Equal(("xRechnungUbl", false), Answer(answer));
        Assert.Equal(
            [("BR-CO-26", "BT-30", "seller.registrationId"), ("BR-DE-5", "BT-41", "seller.contact.name")],
            answer["faults"].EnumerateArray().Select(fault => (fault.GetProperty("rule").GetString()!, fault.GetProperty("term").GetString()!, fault.GetProperty("field").GetString()!)).Order());
        (await Client.GetAsync($"/api/customers/{account.Seller}.nobody.EUR/e-invoice-check")).Expect(HttpStatusCode.NotFound);

        var billed = await Given.TransactAsync(Host.Services, account, new Domain.RunBilling(), "bill");
        Assert.Contains("BT-41 seller.contact.name", Assert.IsType<Domain.BillingParked>(Assert.Single(billed.Events)).Reason, StringComparison.Ordinal);
        Assert.Equal(("xRechnungUbl", false), Answer(await Client.GetAsync(check)));

        var refused = (await Client.PostAsync($"/api/customers/{account}/invoices", new { lines = new[] { new { description = "Work", product = "crm", quantity = "1", unitPrice = "20.00", taxCategory = "standard" } } })).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("e-invoice-incomplete", refused.Code);
        Assert.Contains("BT-30 seller.registrationId", refused.Text, StringComparison.Ordinal);
    }

    private static (string? Format, bool IsComplete) Answer(ApiAnswer answer) => (answer.Expect(HttpStatusCode.OK)["format"].GetString(), answer["isComplete"].GetBoolean());

    private static object Profile(object electronicAddress) => new
    {
        name = "Stadt Hamburg",
        address = new { street = "Weg 2", postalCode = "20095", city = "Hamburg", country = "DE" },
        email = "a@hamburg.example",
        reference = "04011000-1234512345-06",
        eInvoiceFormat = "xRechnungUbl",
        electronicAddress,
        eInvoiceOnly = true,
        contacts = new[] { new { name = "One", email = "one@hamburg.example" }, new { name = "Two", email = "two@hamburg.example" } },
    };
}
