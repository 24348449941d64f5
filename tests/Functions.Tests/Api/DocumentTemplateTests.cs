using System.Net;
using System.Net.Http.Json;
using Billing.Domain;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace Billing.Functions.Tests.Api;

public sealed class DocumentTemplateTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private readonly string id = Given.NewId("seller");

    private string Path => $"/api/sellers/{id}/document-template";

    [Fact]
    public async Task A_seller_that_never_chose_has_the_standard_template()
    {
        await CreateAsync();

        var template = (await Client.GetAsync(Path)).Expect(HttpStatusCode.OK);

        Assert.Equal((0, "byCountry", "byPaper", false), (template["version"].GetInt32(), template["paper"].GetString(), template["window"].GetString(), template["hasFont"].GetBoolean()));
        Assert.Equal(["description", "quantity", "unitPrice", "tax", "amount"], template["columns"].EnumerateArray().Select(column => column.GetString()));
        (await Client.GetAsync("/api/sellers/nobody/document-template")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_template_is_read_back_and_changed_under_its_version()
    {
        await CreateAsync();

        var first = (await Client.PutAsync(Path, Template())).Expect(HttpStatusCode.Created);
        (await Client.PutAsync(Path, Template())).Expect((HttpStatusCode)428);
        var second = (await Client.PutAsync(Path, new { }, first.ETag)).Expect(HttpStatusCode.OK);
        (await Client.PutAsync(Path, Template(), first.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        var third = (await Client.PutAsync(Path, Template(), second.ETag)).Expect(HttpStatusCode.OK);

        Assert.Equal((1, 2, 3), (first["version"].GetInt32(), second["version"].GetInt32(), third["version"].GetInt32()));
        Assert.Equal(5, second["columns"].GetArrayLength());
        var read = (await Client.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal((third.Text, third.ETag), (read.Text, read.ETag));
        Assert.Equal("Abrechnung", read["texts"][0].GetProperty("overrides")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Every_fault_of_a_template_is_listed_at_once()
    {
        await CreateAsync();
        var body = new
        {
            paper = "a5",
            window = "round",
            fontFamily = "Comic Sans",
            columns = new[] { "description", "colour" },
            secondLanguage = "xx",
            texts = new object[]
            {
                new
                {
                    language = "de",
                    overrides = new[]
                    {
                        new { key = "invoice.billTo", text = "Rechnung an" },
                        new { key = "invoice.nothing", text = "Nichts" },
                        new { key = "letterhead.page", text = "Seite {0} von {2}" },
                        new { key = "invoice.dueDate", text = "Fällig {am" },
                        new { key = "email.invoiceSubject", text = "Ihre Rechnung" },
                    },
                },
                new { language = "German" },
            },
        };

        var put = (await Client.PutAsync(Path, body)).Expect(HttpStatusCode.UnprocessableEntity);
        var preview = (await Client.PostAsync($"{Path}/preview", body)).Expect(HttpStatusCode.UnprocessableEntity);

        string[] expected =
        [
            "#/columns", "#/fontFamily", "#/paper", "#/secondLanguage", "#/texts/0/overrides/1", "#/texts/0/overrides/2", "#/texts/0/overrides/3", "#/texts/0/overrides/4",
            "#/texts/1/language", "#/window",
        ];
        Assert.Equal(expected, put.Pointers);
        Assert.Equal(expected, preview.Pointers);
        Assert.Contains("has {2}, which '", put.Text, StringComparison.Ordinal);
        Assert.Contains("'invoice.nothing' is the key of no text", put.Text, StringComparison.Ordinal);
        Assert.Contains("one of position, description, period, quantity, unitPrice, discount, tax, amount", put.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await Client.GetAsync(Path))["version"].GetInt32());
    }

    [Theory]
    [InlineData("description,quantity", "must have description and amount")]
    [InlineData("description,amount,amount", "must have each column once")]
    [InlineData("position,description,period,quantity,unitPrice,discount,tax,amount", "7")]
    public async Task Columns_are_those_that_an_invoice_needs_and_has_room_for(string columns, string problem)
    {
        await CreateAsync();

        var refused = (await Client.PutAsync(Path, new { columns = columns.Split(',') })).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["#/columns"], refused.Pointers);
        Assert.Contains(problem, refused["errors"][0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_or_a_key_that_is_named_twice_is_a_fault()
    {
        await CreateAsync();
        var twice = new[] { new { key = "invoice.billTo", text = "Rechnung an" }, new { key = "invoice.billTo", text = "An" } };

        var refused = (await Client.PutAsync(Path, new { texts = new object[] { new { language = "de", overrides = twice }, new { language = "de" } } })).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["#/texts", "#/texts/0/overrides"], refused.Pointers);
    }

    [Fact]
    public async Task A_preview_is_a_sample_with_a_watermark_and_changes_nothing()
    {
        await CreateAsync();

        var pdf = await PreviewAsync("?language=de", Template());
        var text = TextOf(pdf);

        Assert.Contains("ENTWURF", text, StringComparison.Ordinal);
        Assert.Contains("Abrechnung", text, StringComparison.Ordinal);
        Assert.Contains("Guten Tag,", text, StringComparison.Ordinal);
        Assert.Contains("Acme GmbH", text, StringComparison.Ordinal);
        Assert.Equal(0, (await Client.GetAsync(Path))["version"].GetInt32());
    }

    [Fact]
    public async Task A_font_of_its_own_sets_the_documents_until_it_is_taken_away()
    {
        await CreateAsync();
        Assert.Equal("no-regular-font", (await Client.PutAsync($"{Path}/fonts/bold", SampleFiles.Font("NotoSans-Bold"))).Expect(HttpStatusCode.Conflict).Code);

        (await Client.PutAsync($"{Path}/fonts/regular", SampleFiles.Font("SourceSerif4-Regular"))).Expect(HttpStatusCode.NoContent);
        (await Client.PutAsync($"{Path}/fonts/bold", SampleFiles.Font("SourceSerif4-SemiBold"))).Expect(HttpStatusCode.NoContent);
        (await Client.PutAsync($"{Path}/fonts/bold", SampleFiles.Font("SourceSerif4-SemiBold"))).Expect(HttpStatusCode.NoContent);
        var with = (await Client.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal((2, true, true), (with["version"].GetInt32(), with["hasFont"].GetBoolean(), with["hasBoldFont"].GetBoolean()));
        Assert.Contains("SourceSerif4", FontsOf(await PreviewAsync("", new { })), StringComparison.Ordinal);

        // Its other choices leave the fonts where they are.
        var changed = (await Client.PutAsync(Path, Template(), with.ETag)).Expect(HttpStatusCode.OK);
        Assert.True(changed["hasFont"].GetBoolean());

        (await Client.DeleteAsync($"{Path}/fonts")).Expect(HttpStatusCode.NoContent);
        (await Client.DeleteAsync($"{Path}/fonts")).Expect(HttpStatusCode.NoContent);
        var without = (await Client.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal((4, false, false), (without["version"].GetInt32(), without["hasFont"].GetBoolean(), without["hasBoldFont"].GetBoolean()));
        Assert.DoesNotContain("SourceSerif4", FontsOf(await PreviewAsync("", new { })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_font_that_cannot_be_embedded_is_refused_with_its_reason()
    {
        await CreateAsync();
        var cut = SampleFiles.Font("NotoSans-Regular")[..5000];

        var refused = (await Client.PutAsync($"{Path}/fonts/regular", cut)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.False((await Client.GetAsync(Path))["hasFont"].GetBoolean());
        (await Client.PutAsync($"{Path}/fonts/regular", SampleFiles.Font("NotoSans-Regular"))).Expect(HttpStatusCode.NoContent);
        var bold = (await Client.PutAsync($"{Path}/fonts/bold", "wOFF, for the web"u8.ToArray())).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("unusable-font", "unusable-font"), (refused.Code, bold.Code));
        Assert.StartsWith("The regular font is cut off or damaged", refused["detail"].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("The bold font is compressed for the web (WOFF)", bold["detail"].GetString(), StringComparison.Ordinal);
        Assert.False((await Client.GetAsync(Path))["hasBoldFont"].GetBoolean());
        (await Client.PutAsync($"{Path}/fonts/italic", cut)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_invoice_is_rendered_with_the_template_it_was_issued_under()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var path = $"/api/sellers/{seller}/document-template";
        (await Client.PutAsync($"{path}/fonts/regular", SampleFiles.Font("SourceSerif4-Regular"))).Expect(HttpStatusCode.NoContent);
        var before = (await Client.PutAsync(path, Template(), (await Client.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        var account = await Given.AccountAsync(Host.Services, seller);
        var issued = await Given.InvoiceAsync(Host.Services, account);

        (await Client.PutAsync(path, new { }, before.ETag)).Expect(HttpStatusCode.OK);
        (await Client.DeleteAsync($"{path}/fonts")).Expect(HttpStatusCode.NoContent);
        var pdf = await RenderAsync(account, issued.Invoice.DocumentId);

        Assert.Contains("Guten Tag,", TextOf(pdf), StringComparison.Ordinal);
        Assert.Contains("SourceSerif4", FontsOf(pdf), StringComparison.Ordinal);
    }

    private async Task CreateAsync() => (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);

    private static object Template() => new
    {
        paper = "a4",
        window = "din5008B",
        fontFamily = "Noto Sans",
        columns = new[] { "position", "description", "amount" },
        secondLanguage = "en",
        texts = new[] { new { language = "de", intro = "Guten Tag,", closing = "Mit freundlichen Grüßen", overrides = new[] { new { key = "invoice.invoiceTitle", text = "Abrechnung" } } } },
    };

    private async Task<byte[]> RenderAsync(AccountId account, string documentId)
    {
        await Host.Services.GetRequiredService<DocumentRendering>().RenderAsync(new DocumentRef(account.ToString(), documentId), default);
        var store = Host.Services.GetRequiredService<DocumentStore>();
        return (await store.ReadAsync((await store.FindAsync(account, documentId, default))!.Pdf, default)).ToArray();
    }

    private async Task<byte[]> PreviewAsync(string query, object template)
    {
        using var client = new HttpClient { BaseAddress = Host.Url };
        using var answer = await client.PostAsJsonAsync($"{Path}/preview{query}", template);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string TextOf(byte[] pdf)
    {
        using var read = PdfDocument.Open(pdf);
        return string.Join(' ', read.GetPages().SelectMany(page => page.GetWords().Select(word => word.Text).Append(string.Concat(page.Letters.Where(letter => letter.PointSize > 60).Select(letter => letter.Value)))));
    }

    private static string FontsOf(byte[] pdf)
    {
        using var read = PdfDocument.Open(pdf);
        return string.Join(' ', read.GetPages().SelectMany(page => page.Letters).Select(letter => letter.FontName).Distinct());
    }
}
