using System.Net;
using System.Text;
using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Collections;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Collections;

/// <summary>Cases, exports and imports over HTTP.</summary>
public sealed class CollectionsApiTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string Header = "line_id,kind,case_id,agency_reference,invoice_number,gross,fee,net,currency,value_date,remittance_id,reason";

    private static string Today => $"{DateTime.UtcNow:yyyy-MM-dd}";

    [Fact]
    public async Task A_case_is_listed_acknowledged_and_recalled_and_says_what_happened_to_it()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        await IndexAsync(account);
        var listed = Assert.Single((await Client.GetAsync($"/api/collections-cases?seller={seller}&status=sent&agency=nord")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal((caseId, "140.00", 2), (listed.GetProperty("caseId").GetString(), listed.GetProperty("open").GetProperty("amount").GetString(), listed.GetProperty("invoices").GetInt32()));
        Assert.Empty((await Client.GetAsync($"/api/collections-cases?seller={seller}&status=closed")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());

        var key = Guid.NewGuid().ToString();
        var acknowledged = (await Client.PostAsync($"/api/collections-cases/{caseId}/acknowledge", new { reference = "N-4711" }, key)).Expect(HttpStatusCode.OK);
        Assert.Equal(acknowledged.Text, (await Client.PostAsync($"/api/collections-cases/{caseId}/acknowledge", new { reference = "N-4711" }, key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(("acknowledged", "N-4711"), (acknowledged["status"].GetString(), acknowledged["reference"].GetString()));

        var recalled = (await Client.PostAsync($"/api/collections-cases/{caseId}/recall", new { reason = "Pays by instalments" })).Expect(HttpStatusCode.OK);
        Assert.Equal(("recalled", "recalled", "Pays by instalments"), (recalled["status"].GetString(), recalled["outcome"].GetString(), recalled["endedBecause"].GetString()));
        Assert.Equal(["AccountSentToCollections", "CollectionsCaseAcknowledged", "CollectionsCaseRecalled"], recalled["history"].EnumerateArray().Select(entry => entry.GetProperty("event").GetString()));
        Assert.Equal("case-ended", (await Client.PostAsync($"/api/collections-cases/{caseId}/close", new { reason = "late" })).Expect(HttpStatusCode.Conflict).Code);
        var eligibility = (await Client.GetAsync($"/api/customers/{account}/collections-eligibility")).Expect(HttpStatusCode.OK);
        Assert.All(eligibility["items"].EnumerateArray(), item => Assert.Equal("returned-from-collections", item.GetProperty("stop").GetString()));
    }

    [Fact]
    public async Task The_document_of_a_case_is_shown_as_it_was_written()
    {
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, await HandedOff.SellerAsync(Host.Services));
        Assert.Equal("no-document", (await Client.GetAsync($"/api/collections-cases/{caseId}/document")).Expect(HttpStatusCode.NotFound).Code);
        await HandedOff.DocumentAsync(Host.Services, account);
        var document = (await Client.GetAsync($"/api/collections-cases/{caseId}/document")).Expect(HttpStatusCode.OK);
        Assert.Equal((caseId, "Inkasso Nord", "Kunde AG"), (document["caseId"].GetString(), document["agencyName"].GetString(), document["debtor"].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_said()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (_, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        (await Client.GetAsync("/api/collections-cases/cas_none")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(["seller", "stat", "status"], (await Client.GetAsync("/api/collections-cases?status=lost&stat=x")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(["#/reference"], (await Client.PostAsync($"/api/collections-cases/{caseId}/acknowledge", new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/reason"], (await Client.PostAsync($"/api/collections-cases/{caseId}/recall", new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("unknown-agency", (await Client.PostAsync("/api/collections-exports", new { sellerId = seller, agencyId = "nobody" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.GetAsync($"/api/collections-exports/exp_none?seller={seller}")).Expect(HttpStatusCode.NotFound);
        (await ImportAsync(seller, Header, "nobody")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_agency_is_configured_with_the_sample_layout_and_a_layout_with_faults_is_refused_with_all_of_them()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var path = $"/api/sellers/{seller}/agencies/nord";
        var sample = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(SampleLayout()));
        var created = (await Client.PutAsync(path, sample)).Expect(HttpStatusCode.Created);
        Assert.Equal(15, created["layout"].GetProperty("fields").GetArrayLength());
        Assert.Equal(created["name"].GetString(), (await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["name"].GetString());
        Assert.Single((await Client.GetAsync($"/api/sellers/{seller}/agencies")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());

        var wrong = new
        {
            name = "Sued",
            format = "fixedWidth",
            layout = new
            {
                lineLength = 20,
                fields = new object[]
                {
                    new { name = "a", source = "caseId", start = 1, length = 10 }, new { name = "b", source = "balance", start = 10, length = 5, format = "euros" }, new { name = "c", source = "shoeSize", start = 16, length = 2 },
                    new { name = "d", source = "city", start = 18, length = 9, pad = "--" },
                },
            },
        };
        Assert.Equal(
            ["#/layout/fields/1/format", "#/layout/fields/1/start", "#/layout/fields/2/source", "#/layout/fields/3/length", "#/layout/fields/3/pad"],
            (await Client.PutAsync($"/api/sellers/{seller}/agencies/sued", wrong)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/layout"], (await Client.PutAsync($"/api/sellers/{seller}/agencies/sued", new { name = "Sued", format = "fixedWidth" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task An_export_tells_what_is_new_and_the_next_what_was_paid_directly_and_withdrawn()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        await IndexAsync(account);
        var key = Guid.NewGuid().ToString();
        var first = (await ExportAsync(seller, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, (await ExportAsync(seller, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal(["new,A,100.00", "new,B,40.00"], await LinesAsync(seller, first));
        Assert.Empty(await LinesAsync(seller, await ExportAsync(seller)));

        var paid = new { sellerId = seller, amount = new { amount = "100.00", currency = "EUR" }, valueDate = Today, method = "transfer", reference = new { invoiceNumber = HandedOff.Number(account, "A") } };
        (await Client.PostAsync("/api/payments", paid)).Expect(HttpStatusCode.Created);
        Assert.Equal(["paid directly,A,0.00"], await LinesAsync(seller, await ExportAsync(seller)));
        (await Client.PostAsync($"/api/collections-cases/{caseId}/recall", new { reason = "enough" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["recalled,B,40.00"], await LinesAsync(seller, await ExportAsync(seller)));
        Assert.Empty(await LinesAsync(seller, await ExportAsync(seller)));
        Assert.Equal(5, (await Client.GetAsync($"/api/collections-exports?seller={seller}&agency=nord")).Expect(HttpStatusCode.OK)["items"].GetArrayLength());

        await Host.Services.GetRequiredService<CollectionsErasure>().EraseAsync(account, default);
        Assert.Equal("export-erased", (await Client.GetAsync($"/api/collections-exports/{first["exportId"]}/file?seller={seller}")).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task A_repeated_request_takes_nothing_back_of_what_was_told_since()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        await IndexAsync(account);
        var key = Guid.NewGuid().ToString();
        var first = await ExportAsync(seller, key);
        (await Client.PostAsync($"/api/collections-cases/{caseId}/recall", new { reason = "enough" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["recalled,A,100.00", "recalled,B,40.00"], await LinesAsync(seller, await ExportAsync(seller)));

        Assert.Equal(first.Text, (await ExportAsync(seller, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Empty(await LinesAsync(seller, await ExportAsync(seller)));
    }

    [Fact]
    public async Task An_export_of_all_that_is_open_has_no_line_of_what_is_settled_and_says_what_is_contested()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        await IndexAsync(account);
        Assert.Equal(["new,A,100.00", "new,B,40.00"], await LinesAsync(seller, await ExportAsync(seller)));
        var (a, b) = ((await Given.StateAsync(Host.Services, account)).Invoices[0].ItemId, (await Given.StateAsync(Host.Services, account)).Invoices[1].ItemId);
        await Given.TransactAsync(Host.Services, account, new ApplyPayment("pay|p1|1", "manual|m|p1", new Money(40, account.Currency), DateOnly.FromDateTime(DateTime.UtcNow), b), "p1");
        (await Client.PostAsync($"/api/invoices/{a}/dispute", new { reason = "wrong" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["disputed,A,100.00", "paid directly,B,0.00"], await LinesAsync(seller, await ExportAsync(seller, content: "open")));
        Assert.Equal(["disputed,A,100.00"], await LinesAsync(seller, await ExportAsync(seller, content: "open")));
        Assert.Empty(await LinesAsync(seller, await ExportAsync(seller)));
        Assert.Equal("100.00", Amount((await Client.GetAsync($"/api/collections-cases/{caseId}")).Expect(HttpStatusCode.OK), "disputed"));

        await Given.TransactAsync(Host.Services, account, new CloseDispute(a), "settled");
        Assert.Equal(["resumed,A,100.00"], await LinesAsync(seller, await ExportAsync(seller)));
        Assert.Equal(["open,A,100.00"], await LinesAsync(seller, await ExportAsync(seller, content: "open")));
        await IndexAsync(account);
        Assert.Equal("0.00", (await Client.GetAsync($"/api/collections-cases?seller={seller}")).Expect(HttpStatusCode.OK)["items"][0].GetProperty("disputed").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task An_operator_hands_off_before_the_ladder_does_and_says_why()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var account = await HandedOff.OverdueAsync(Host.Services, seller);
        var (a, b) = ((await Given.StateAsync(Host.Services, account)).Invoices[0].ItemId, (await Given.StateAsync(Host.Services, account)).Invoices[1].ItemId);
        var path = $"/api/customers/{account}/collections-cases";
        Assert.Equal(["#/agencyId", "#/documents", "#/reason"], (await Client.PostAsync(path, new { documents = new[] { "R1" }, agencyId = "Nord!" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers.Order(StringComparer.Ordinal));
        (await Client.PostAsync($"/api/customers/{seller}.nobody.EUR/collections-cases", new { reason = "fled" })).Expect(HttpStatusCode.NotFound);
        Assert.Equal("unknown-agency", (await Client.PostAsync(path, new { agencyId = "west", reason = "fled" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.PostAsync($"/api/invoices/{b}/dispute", new { reason = "wrong" })).Expect(HttpStatusCode.OK);
        var refused = (await Client.PostAsync(path, new { documents = new[] { a, b }, reason = "fled" })).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("not-for-collections", $"Nothing was handed off, as not all of it can be. {HandedOff.Number(account, "B")}: The customer contests it: wrong"), (refused.Code, refused["detail"].GetString()));

        var key = Guid.NewGuid().ToString();
        var created = (await Client.PostAsync(path, new { reason = "fled" }, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(created.Text, (await Client.PostAsync(path, new { reason = "fled" }, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal((HandedOff.Agency, "100.00", "sent"), (created["agencyId"].GetString(), Amount(created, "open"), created["status"].GetString()));
        var entry = Assert.Single(created["history"].EnumerateArray());
        Assert.Equal(("AccountSentToCollections", $"{HandedOff.Number(account, "A")}: 100.00 EUR: fled"), (entry.GetProperty("event").GetString(), entry.GetProperty("text").GetString()));
        Assert.Equal("in-collections", (await Client.GetAsync($"/api/customers/{account}/collections-eligibility")).Expect(HttpStatusCode.OK)["items"][0].GetProperty("stop").GetString());
        Assert.Equal("nothing-for-collections", (await Client.PostAsync(path, new { reason = "once more" })).Expect(HttpStatusCode.Conflict).Code);
        await IndexAsync(account);
        Assert.Equal(["new,A,100.00"], await LinesAsync(seller, await ExportAsync(seller)));
    }

    [Fact]
    public async Task A_recall_can_name_the_day_from_which_the_policy_hands_off_again()
    {
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, await HandedOff.SellerAsync(Host.Services));
        Assert.Equal("not-in-future", (await Client.PostAsync($"/api/collections-cases/{caseId}/recall", new { reason = "asked for time", until = Today })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        var until = $"{DateTime.UtcNow.AddDays(30):yyyy-MM-dd}";
        var recalled = (await Client.PostAsync($"/api/collections-cases/{caseId}/recall", new { reason = "asked for time", until })).Expect(HttpStatusCode.OK);
        Assert.Equal($"recalled: asked for time, until {until}", recalled["history"].EnumerateArray().Last().GetProperty("text").GetString());
        Assert.EndsWith($"It is not handed off again before {until}.", (await Client.GetAsync($"/api/customers/{account}/collections-eligibility")).Expect(HttpStatusCode.OK)["items"][0].GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_fixed_width_follows_the_layout_and_one_that_is_too_narrow_exports_nothing()
    {
        ExportField Field(string name, ExportSource source, int start, int length) => new(name, source, start, length, ExportAlign.Right, "0", "minor", "");
        var wide = await HandedOff.SellerAsync(Host.Services, new ExportLayout(12, ExportLineEnd.Lf, ExportEncoding.Utf8, [Field("Balance", ExportSource.Balance, 1, 12)]));
        var (account, _) = await HandedOff.AccountAsync(Host.Services, wide);
        await IndexAsync(account);
        var export = (await ExportAsync(wide)).Expect(HttpStatusCode.Created);
        Assert.Equal("000000010000\n000000004000\n", (await Client.GetAsync($"/api/collections-exports/{export["exportId"]}/file?seller={wide}")).Expect(HttpStatusCode.OK).Text);

        var narrow = await HandedOff.SellerAsync(Host.Services, new ExportLayout(12, ExportLineEnd.Lf, ExportEncoding.Utf8, [Field("Balance", ExportSource.Balance, 1, 4)]));
        await IndexAsync((await HandedOff.AccountAsync(Host.Services, narrow)).Account);
        var refused = (await ExportAsync(narrow)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("layout-too-narrow", "line 1, Balance: '10000' has more than 4 characters"), (refused.Code, refused["errors"][0].GetProperty("detail").GetString()));
        Assert.Empty((await Client.GetAsync($"/api/collections-exports?seller={narrow}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }

    [Fact]
    public async Task What_an_agency_collected_pays_the_invoices_its_fee_is_an_expense_and_importing_twice_changes_nothing()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        var (a, b) = (HandedOff.Number(account, "A"), HandedOff.Number(account, "B"));
        var file = $"""
            {Header}
            1,acknowledged,{caseId},N-1,,,,,,,,
            2,collected,{caseId},,{a},60.00,12.00,48.00,EUR,{Today},REM-1,
            3,collected,{caseId},,{a},40.00,8.00,,EUR,{Today},REM-1,
            4,returned,{caseId},,,,,,,,,insolvent
            """;
        Assert.Equal(["applied", "applied", "applied", "applied"], Results((await ImportAsync(seller, file)).Expect(HttpStatusCode.OK)));
        var state = await Given.StateAsync(Host.Services, account);
        Assert.Equal(["known", "known", "known", "known"], Results((await ImportAsync(seller, file)).Expect(HttpStatusCode.OK)));
        Assert.Equal(BillingJson.Write(state), BillingJson.Write(await Given.StateAsync(Host.Services, account)));

        var known = (await Client.GetAsync($"/api/collections-cases/{caseId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("closed", "uncollectible", "N-1", "100.00", "20.00", "40.00"), (
            known["status"].GetString(), known["outcome"].GetString(), known["reference"].GetString(), Amount(known, "collected"), Amount(known, "fees"), Amount(known, "open")));
        Assert.Equal((InvoiceStatus.Paid, InvoiceStatus.Overdue), (state.Invoices.Single(item => item.Number == a).Status, state.Invoices.Single(item => item.Number == b).Status));

        var facts = await Host.Services.GetRequiredService<PaymentBook>().OfSellerAsync(seller, default).ToListAsync();
        Assert.Equal(["agency-nord", "agency-nord"], facts.Select(payment => payment.Id.Processor));
        Assert.Equal(20, facts.Sum(payment => payment.Fees(account.Currency).Amount));
        var payout = await Host.Services.GetRequiredService<PayoutBook>().ListAsync(seller, default).SingleAsync();
        Assert.Equal(("REM-1:EUR", 80m, 0m), (payout.Id.Id, payout.Made!.Amount.Amount, payout.Fees(account.Currency).Amount));
    }

    [Fact]
    public async Task Of_a_file_with_faults_nothing_is_taken_and_each_row_says_what_is_wrong()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        var a = HandedOff.Number(account, "A");
        var refused = (await ImportAsync(seller, $"""
            {Header}
            1,collected,{caseId},,{a},60.00,12.00,,EUR,{Today},,
            1,acknowledged,{caseId},,,,,,,,,
            3,collected,{caseId},,Z-9,10.00,12.00,,EUR,2099-01-01,,
            4,collected,cas_none,,{a},10.001,,,EUR,{Today},,
            5,collected,{caseId},,{a},10.00,1.00,8.00,EUR,{Today},,
            6,promised,{caseId},,,,,,,,,
            7,collected,{caseId},,Z-9,10.00,,,USD,2099-01-01,,
            8,returned,cas_none,,,,,,,,,
            """)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid-import", refused.Code);
        Assert.Equal(
            ["row 3, agency_reference: must not be empty", "row 3, line_id: '1' is the id of row 2 as well", "row 4, fee: must be from 0 to gross", "row 5, gross: '10.001' is no amount in EUR",
                "row 6, net: must be gross less fee, 9.00 EUR", "row 7, kind: 'promised' must be acknowledged, collected or returned", $"row 8, invoice_number: the case has no invoice 'Z-9'", "row 8, currency: the case is in EUR",
                $"row 8, value_date: must not be after {Today}, the seller's today", "row 9, case_id: the agency has no case 'cas_none'"],
            refused["errors"].EnumerateArray().Select(fault => fault.GetProperty("detail").GetString()));
        Assert.Equal(140, (await Given.StateAsync(Host.Services, account)).Receivable().Amount);
        Assert.Equal("row 1, the header lacks the columns line_id, kind, case_id", (await ImportAsync(seller, "a,b\n")).Expect(HttpStatusCode.UnprocessableEntity)["errors"][0].GetProperty("detail").GetString());

        (await ImportAsync(seller, $"{Header}\n9,collected,{caseId},,{a},10.00,1.00,,EUR,{Today},,\n")).Expect(HttpStatusCode.OK);
        Assert.Equal("row 2, line_id: '9' was imported before with another amount, fee or date", (await ImportAsync(seller, $"{Header}\n9,collected,{caseId},,{a},11.00,1.00,,EUR,{Today},,\n")).Expect(HttpStatusCode.UnprocessableEntity)["errors"][0].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task What_crosses_the_end_of_a_case_is_refused_by_line_and_keeps_no_money_back()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var ((_, ended), (account, caseId)) = (await HandedOff.AccountAsync(Host.Services, seller), await HandedOff.AccountAsync(Host.Services, seller));
        (await Client.PostAsync($"/api/collections-cases/{ended}/recall", new { reason = "enough" })).Expect(HttpStatusCode.OK);
        var file = $"{Header}\n1,acknowledged,{ended},N-1,,,,,,,,\n2,collected,{caseId},,{HandedOff.Number(account, "A")},60.00,,,EUR,{Today},,\n3,returned,{ended},,,,,,,,,insolvent\n";
        var taken = (await ImportAsync(seller, file)).Expect(HttpStatusCode.OK);
        Assert.Equal(["refused", "applied", "refused"], Results(taken));
        Assert.StartsWith("The case ended on", taken["lines"][0].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(80, (await Given.StateAsync(Host.Services, account)).Receivable().Amount);
        Assert.Equal(["refused", "known", "refused"], Results((await ImportAsync(seller, file)).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task The_order_of_the_lines_of_a_case_does_not_matter()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        var file = $"{Header}\n1/a,returned,{caseId},,,,,,,,,the rest\n2#b,collected,{caseId},,{HandedOff.Number(account, "A")},100.00,20.00,,EUR,{Today},R?1\\,\n3,acknowledged,{caseId},N-1,,,,,,,,\n";
        var taken = (await ImportAsync(seller, file)).Expect(HttpStatusCode.OK);
        Assert.Equal(["applied", "applied", "applied"], Results(taken));
        Assert.Equal([2, 3, 4], taken["lines"].EnumerateArray().Select(line => line.GetProperty("row").GetInt32()));
        var known = (await Client.GetAsync($"/api/collections-cases/{caseId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("uncollectible", "N-1", "100.00", "40.00"), (known["outcome"].GetString(), known["reference"].GetString(), Amount(known, "collected"), Amount(known, "open")));
    }

    [Fact]
    public async Task A_line_id_that_is_used_again_and_a_remittance_in_parts_are_faults_and_no_money_is_taken_for_known()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        var (a, b) = (HandedOff.Number(account, "A"), HandedOff.Number(account, "B"));
        string Line(string id, string invoice, string fee = "2.00", string remittance = "REM-1") => $"{Header}\n{id},collected,{caseId},,{invoice},10.00,{fee},,EUR,{Today},{remittance},\n";
        async Task<string?> FaultAsync(string file) => (await ImportAsync(seller, file)).Expect(HttpStatusCode.UnprocessableEntity)["errors"][0].GetProperty("detail").GetString();
        (await ImportAsync(seller, Line("1", a))).Expect(HttpStatusCode.OK);

        Assert.Equal("row 2, line_id: '1' was imported before with another invoice", await FaultAsync(Line("1", b)));
        Assert.Equal("row 2, line_id: '1' was imported before with another amount, fee or date", await FaultAsync(Line("1", a, "")));
        Assert.Equal("row 2, remittance_id: 'REM-1' was imported before with other lines; a remittance comes whole in one file", await FaultAsync(Line("2", b)));
        Assert.Equal(130, (await Given.StateAsync(Host.Services, account)).Receivable().Amount);
        Assert.Equal(["known"], Results((await ImportAsync(seller, Line("1", a))).Expect(HttpStatusCode.OK)));
        Assert.Equal(["applied"], Results((await ImportAsync(seller, Line("2", b, remittance: "REM-2"))).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task A_column_that_is_not_known_a_cell_too_many_and_a_day_before_the_hand_off_are_faults()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        var before = $"{DateTime.UtcNow.AddDays(-2):yyyy-MM-dd}";
        async Task<string?> FaultAsync(string file) => (await ImportAsync(seller, file)).Expect(HttpStatusCode.UnprocessableEntity)["errors"][0].GetProperty("detail").GetString();

        Assert.StartsWith("row 1, the header has columns that are none of line_id, kind,", await FaultAsync($"{Header},fees\n"), StringComparison.Ordinal);
        Assert.Equal("row 1, the header has the column fee twice", await FaultAsync($"{Header},fee\n"));
        Assert.Equal("row 2, has 13 cells under 12 columns; put a text that has a comma into quotes", await FaultAsync($"{Header}\n1,returned,{caseId},,,,,,,,,moved, gone\n"));
        Assert.StartsWith("row 2, value_date: must not be before", await FaultAsync($"{Header}\n1,collected,{caseId},,{HandedOff.Number(account, "A")},10.00,,,EUR,{before},,\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Money_that_comes_after_the_write_off_is_recovered()
    {
        var seller = await HandedOff.SellerAsync(Host.Services);
        var (account, caseId) = await HandedOff.AccountAsync(Host.Services, seller);
        foreach (var item in (await Given.StateAsync(Host.Services, account)).Invoices)
            await Given.TransactAsync(Host.Services, account, new WriteOffInvoice(item.ItemId, item.ItemId, null, ReasonCode.Uncollectible), item.ItemId);
        Assert.Equal("writtenOff", (await Client.GetAsync($"/api/collections-cases/{caseId}")).Expect(HttpStatusCode.OK)["outcome"].GetString());
        Assert.Equal(["applied"], Results((await ImportAsync(seller, $"{Header}\n1,collected,{caseId},,{HandedOff.Number(account, "A")},30.00,6.00,,EUR,{Today},,\n")).Expect(HttpStatusCode.OK)));
        var invoice = (await Given.StateAsync(Host.Services, account)).Invoices.Single(item => item.Number == HandedOff.Number(account, "A"));
        Assert.Equal((70m, InvoiceStatus.Uncollectible, AllocationKind.Recovery), (invoice.WrittenOff.Amount, invoice.Status, Assert.Single(invoice.Allocations).Kind));
    }

    private static string SampleLayout([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../../samples/collections-layout.json");

    private static string Amount(ApiAnswer answer, string name) => answer[name].GetProperty("amount").GetString()!;

    private static IEnumerable<string?> Results(ApiAnswer answer) => answer["lines"].EnumerateArray().Select(line => line.GetProperty("result").GetString());

    private Task<ApiAnswer> ExportAsync(string seller, string? key = "", string content = "changes") => Client.PostAsync("/api/collections-exports", new { sellerId = seller, agencyId = HandedOff.Agency, content }, key);

    private Task<ApiAnswer> ImportAsync(string seller, string csv, string agency = HandedOff.Agency) =>
        Client.SendAsync(HttpMethod.Post, $"/api/collections-imports?seller={seller}&agency={agency}", Encoding.UTF8.GetBytes(csv));

    // Status, the letter of the invoice, and its balance.
    private async Task<IReadOnlyList<string>> LinesAsync(string seller, ApiAnswer export)
    {
        var file = (await Client.GetAsync($"/api/collections-exports/{export.Expect(HttpStatusCode.Created)["exportId"]}/file?seller={seller}")).Expect(HttpStatusCode.OK);
        return [.. file.Text.TrimEnd().Split("\r\n").Skip(1).Select(line => line.Split(',')).Select(cells => $"{cells[0]},{cells[14][0]},{cells[20]}")];
    }
}
