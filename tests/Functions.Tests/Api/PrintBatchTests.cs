using System.Net;
using Billing.Functions.Storage;
using Billing.Functions.Tests.PrintBatches;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class PrintBatchTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_batch_is_made_listed_fetched_and_mailed()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var letter = await Post.LetterAsync(Host.Services, seller);
        Assert.Equal((1, 1), await WaitingAsync(seller));

        var made = (await Client.PostAsync("/api/print-batches", new { sellerId = seller }, "k1")).Expect(HttpStatusCode.Created);
        Assert.Equal(made.Text, (await Client.PostAsync("/api/print-batches", new { sellerId = seller }, "k1")).Expect(HttpStatusCode.Created).Text);
        Assert.Equal((0, 0), await WaitingAsync(seller));
        var path = made.Headers.Location!.ToString();
        Assert.Equal(("ready", 1, 2), (made["stage"].GetString(), made["letterCount"].GetInt32(), made["pages"].GetInt32()));
        Assert.Equal(letter.SubjectId, made["letters"][0].GetProperty("noticeId").GetString());
        Assert.Equal(made["batchId"].GetString(), Assert.Single((await Client.GetAsync($"/api/print-batches?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray()).GetProperty("batchId").GetString());
        Assert.Empty((await Client.GetAsync($"/api/print-batches?seller={seller}&month=2020-01")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());

        var pdf = (await Client.GetAsync($"{path}/pdf")).Expect(HttpStatusCode.OK);
        var manifest = (await Client.GetAsync($"{path}/manifest")).Expect(HttpStatusCode.OK);
        Assert.Equal(("application/pdf", $"\"{made["pdf"].GetProperty("sha256").GetString()}\""), (pdf.ContentType, pdf.ETag));
        Assert.Contains($",{letter.SubjectId},{letter.AccountId},Kunde AG,", manifest.Text, StringComparison.Ordinal);

        await Host.Services.GetRequiredService<BillingStorage>().Container(StorageNames.PrintFiles).GetBlobClient($"{seller}/{made["date"].GetString()![..4]}/{made["date"].GetString()![5..7]}/{made["number"].GetString()}.csv").DeleteAsync();
        Assert.Equal("file-deleted", (await Client.GetAsync($"{path}/manifest")).Expect(HttpStatusCode.Gone).Code);

        Client.Headers.Add("X-Billing-Actor", "Ann");
        var mailed = (await MailedAsync(path, "k2")).Expect(HttpStatusCode.OK);
        Assert.Equal(("mailed", "key (on behalf of Ann)"), (mailed["stage"].GetString(), mailed["endedBy"].GetString()));
        Assert.Equal(mailed.Text, (await MailedAsync(path, "k2")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("already-mailed", (await MailedAsync(path, "k3")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("already-mailed", (await Client.PostAsync($"{path}/reject", new { reason = "Jammed" })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_rejected_batch_leaves_its_letters_to_the_next()
    {
        var seller = await Given.SellerAsync(Host.Services);
        await Post.LetterAsync(Host.Services, seller);
        var path = (await Client.PostAsync("/api/print-batches", new { sellerId = seller })).Expect(HttpStatusCode.Created).Headers.Location!.ToString();

        var rejected = (await Client.PostAsync($"{path}/reject", new { reason = "The printer jammed" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("rejected", "The printer jammed"), (rejected["stage"].GetString(), rejected["reason"].GetString()));
        Assert.Equal((1, 1), await WaitingAsync(seller));
        (await Client.PostAsync("/api/print-batches", new { sellerId = seller })).Expect(HttpStatusCode.Created);
        Assert.Equal(2, (await Client.GetAsync($"/api/print-batches?seller={seller}&limit=1")).Expect(HttpStatusCode.OK)["items"].GetArrayLength() + (await NextPageAsync(seller)));
    }

    [Fact]
    public async Task What_cannot_be_is_told()
    {
        var seller = await Given.SellerAsync(Host.Services);

        Assert.Equal("nothing-waits", (await Client.PostAsync("/api/print-batches", new { sellerId = seller })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(["#/sellerId"], (await Client.PostAsync("/api/print-batches", new { sellerId = "No Slug" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PostAsync("/api/print-batches", new { sellerId = "nobody" })).Expect(HttpStatusCode.NotFound);
        Assert.Equal("idempotency-key-required", (await Client.PostAsync("/api/print-batches", new { sellerId = seller }, key: null)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal(["month", "paper", "seller"], (await Client.GetAsync("/api/print-batches?month=March&paper=a4")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(["seller"], (await Client.GetAsync("/api/print-batches/waiting")).Expect(HttpStatusCode.BadRequest).Pointers);
        foreach (var id in new[] { "nonsense", $"{seller}.20260310-night-1", $"{seller}.x", "a.b.c", $"{seller}.20260310-%7C~" })
        {
            (await Client.GetAsync($"/api/print-batches/{id}")).Expect(HttpStatusCode.NotFound);
            (await Client.GetAsync($"/api/print-batches/{id}/pdf")).Expect(HttpStatusCode.NotFound);
            (await Client.GetAsync($"/api/print-batches/{id}/manifest")).Expect(HttpStatusCode.NotFound);
            (await MailedAsync($"/api/print-batches/{id}", "k1")).Expect(HttpStatusCode.NotFound);
            (await Client.PostAsync($"/api/print-batches/{id}/reject", new { reason = "Jammed" })).Expect(HttpStatusCode.NotFound);
        }

        await Post.LetterAsync(Host.Services, seller);
        var path = (await Client.PostAsync("/api/print-batches", new { sellerId = seller })).Expect(HttpStatusCode.Created).Headers.Location!.ToString();
        Assert.Equal(["#/reason"], (await Client.PostAsync($"{path}/reject", new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task The_notices_of_an_account_say_how_they_were_sent_and_give_their_letters()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        (await Client.GetAsync($"/api/customers/{account.Seller}.nobody.EUR/notices")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await Client.GetAsync($"/api/customers/{account}/notices")).Expect(HttpStatusCode.OK)["notices"].EnumerateArray());
        var (notice, letter) = await Post.NoticeAsync(Host.Services, account);

        var shown = Assert.Single((await Client.GetAsync($"/api/customers/{account}/notices")).Expect(HttpStatusCode.OK)["notices"].EnumerateArray());
        var pdf = (await Client.GetAsync($"/api/customers/{account}/notices/{notice.NoticeId}/pdf")).Expect(HttpStatusCode.OK);

        Assert.Equal((notice.NoticeId, "both", "firm", "failed"), (shown.GetProperty("noticeId").GetString(), shown.GetProperty("channel").GetString(), shown.GetProperty("tone").GetString(), shown.GetProperty("sending").GetString()));
        Assert.Equal(["email withheld", "letter waiting"], shown.GetProperty("ways").EnumerateArray().Select(way => $"{way.GetProperty("channel").GetString()} {way.GetProperty("state").GetString()}"));
        Assert.Equal($"\"{letter.File.Sha256}\"", pdf.ETag);
        Assert.Equal("letter", (await Client.GetAsync($"/api/customers/{account}/deliveries")).Expect(HttpStatusCode.OK)["deliveries"].EnumerateArray().Last().GetProperty("channel").GetString());
        (await Client.GetAsync($"/api/customers/{account}/notices/ntc_none/pdf")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"/api/customers/{account}/notices/..%2Fdoc/pdf")).Expect(HttpStatusCode.NotFound);
    }

    internal override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Environment"] = "Development" };

    private Task<ApiAnswer> MailedAsync(string path, string key) => Client.SendAsync(HttpMethod.Post, $"{path}/mailed", null, ("Idempotency-Key", key));

    private async Task<(int Letters, int Pages)> WaitingAsync(string seller) =>
        (await Client.GetAsync($"/api/print-batches/waiting?seller={seller}")).Expect(HttpStatusCode.OK) is var answer ? (answer["letters"].GetInt32(), answer["pages"].GetInt32()) : default;

    private async Task<int> NextPageAsync(string seller) =>
        (await Client.GetAsync($"/api/print-batches?seller={seller}&limit=1&continuation={(await Client.GetAsync($"/api/print-batches?seller={seller}&limit=1"))["continuation"].GetString()}")).Expect(HttpStatusCode.OK)["items"].GetArrayLength();
}
