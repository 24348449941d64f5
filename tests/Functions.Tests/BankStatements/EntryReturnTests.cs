using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Payments;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.BankStatements;

/// <summary>What banks keep of transfers, and what they undo.</summary>
public sealed class EntryReturnTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Own = "DE02120300000000202051";
    private const string Payer = "DE89370400440532013000";

    [Fact]
    public async Task A_transfer_that_a_bank_kept_something_of_settles_what_the_payer_sent()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var file = $"""
            <Ntry><Amt Ccy="EUR">117.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><AcctSvcrRef>er-C1</AcctSvcrRef>
            <NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="EUR">119.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy="EUR">2.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>
            <RmtInf><Ustrd>{seller.Invoice.Number}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            """;

        await ImportAsync(seller, Assert.Single(Camt053.Read(StatementReadingTests.File(file))));
        await ImportAsync(seller, Statement("S2", Entry("er-C1", 117, seller.Invoice.Number)));
        var payment = await DriveAsync(seller, "er-C1");

        Assert.Equal((Eur(119), Eur(2), 2), (payment.Held(), payment.Fees(Currency.Of("EUR")), payment.Facts.Count));
        Assert.Equal(0, await seller.OwedAsync());
    }

    [Fact]
    public async Task What_was_not_itemized_at_first_is_one_sum_for_ever()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        await ImportAsync(seller, Statement("S1", Entry("er-C2", 117, seller.Invoice.Number)));
        await ImportAsync(seller, Statement("S2", Entry("er-C2", 117, seller.Invoice.Number) with { Charges = Eur(2) }));

        Assert.Equal((Eur(117), 1), ((await DriveAsync(seller, "er-C2")).Held(), (await DriveAsync(seller, "er-C2")).Facts.Count));
    }

    [Fact]
    public async Task A_return_takes_its_payment_back_once_and_the_invoice_is_owed_again()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await ImportAsync(seller, Statement("S1", Entry("er-R1", 119, seller.Invoice.Number) with { EndToEndId = "e2e-1" }));
        await DriveAsync(seller, "er-R1");
        Assert.Equal(0, await seller.OwedAsync());
        const string Back = """
            <Ntry><Amt Ccy="EUR">122.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-20</Dt></BookgDt><AcctSvcrRef>er-R1-BACK</AcctSvcrRef>
            <NtryDtls><TxDtls><Refs><EndToEndId>e2e-1</EndToEndId></Refs><AmtDtls><InstdAmt><Amt Ccy="EUR">119.00</Amt></InstdAmt></AmtDtls><RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
            """;

        var first = await ImportAsync(seller, Assert.Single(Camt053.Read(StatementReadingTests.File(Back))));
        var again = await ImportAsync(seller, Assert.Single(Camt053.Read(StatementReadingTests.File(Back))));
        var payment = await DriveAsync(seller, "er-R1");

        Assert.All([first, again], taken => Assert.Equal(payment.Id.ToString(), Assert.Single(taken.Returned).PaymentId));
        Assert.Equal(["capture-failed", "fee", "succeeded"], payment.Facts.Select(fact => fact.Key.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(("MD06", Eur(3.5m), Eur(0)), (payment.Facts.OfType<CaptureFailed>().Single().Code, payment.Fees(Currency.Of("EUR")), payment.Suspense()));
        Assert.Equal(119, await seller.OwedAsync());
        Assert.Empty(await ReturnTasksAsync(seller));
    }

    [Fact]
    public async Task A_return_that_is_imported_before_what_it_undoes_asks_for_it_until_it_comes()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        var early = await ImportAsync(seller, Statement("S2", Entry("er-B2", -119, "") with { IsReturn = true, PayerAccount = Payer, ValueOn = new DateOnly(2026, 2, 20) }));
        var asked = Assert.Single(await ReturnTasksAsync(seller));
        await ImportAsync(seller, Statement("S1", Entry("er-R2", 119, seller.Invoice.Number) with { PayerAccount = Payer }));
        var payment = await DriveAsync(seller, "er-R2");

        Assert.Equal("er-B2", Assert.Single(early.NotTaken).EntryId);
        Assert.Equal((StatementImport.IdOf(Own, "er-B2").ToString(), true), (asked.Subject, asked.Text.StartsWith("119.00 EUR that had come in", StringComparison.Ordinal)));
        Assert.Equal((PaymentStatus.Failed, Eur(0)), (payment.Status, payment.Suspense()));
        Assert.Equal(119, await seller.OwedAsync());
        Assert.Empty(await ReturnTasksAsync(seller));
    }

    [Fact]
    public async Task Of_two_payments_that_fit_none_is_taken_back_and_who_dealt_with_it_is_not_asked_again()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await ImportAsync(seller, Statement("S1", Entry("er-R3", 10, "a") with { PayerAccount = Payer }, Entry("er-R4", 10, "b") with { PayerAccount = Payer }));
        var back = Statement("S2", Entry("er-B3", -10, "") with { IsReturn = true, PayerAccount = Payer });

        Assert.Empty((await ImportAsync(seller, back)).Returned);
        var task = Assert.Single(await ReturnTasksAsync(seller));
        Assert.True(await seller.Services.GetRequiredService<TaskBook>().EndAsync(seller.SellerId, task.TaskId, new TaskEnd(DateTimeOffset.UnixEpoch, "ann", "reversed er-R3"), default));
        await ImportAsync(seller, back);

        Assert.Empty(await ReturnTasksAsync(seller));
        foreach (var entry in new[] { "er-R3", "er-R4" })
            Assert.Equal(PaymentStatus.Succeeded, (await seller.Payments.FindAsync(StatementImport.IdOf(Own, entry), default))!.Status);
    }

    [Fact]
    public async Task One_payment_is_undone_by_one_return()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await ImportAsync(seller, Statement("S1", Entry("er-R5", 10, "a") with { PayerAccount = Payer }));

        var taken = await ImportAsync(seller, Statement("S2", Entry("er-B5", -10, "") with { IsReturn = true, PayerAccount = Payer }, Entry("er-B6", -10, "") with { IsReturn = true, PayerAccount = Payer }));

        Assert.Equal(("er-B5", "er-B6"), (Assert.Single(taken.Returned).EntryId, Assert.Single(taken.NotTaken).EntryId));
    }

    [Fact]
    public async Task What_we_sent_and_comes_back_is_asked_for()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        Assert.Empty((await ImportAsync(seller, Statement("S1", Entry("er-O1", 10, "") with { IsReturn = true }))).Returned);

        Assert.StartsWith("10.00 EUR that had gone out came back", Assert.Single(await ReturnTasksAsync(seller)).Text, StringComparison.Ordinal);
        Assert.Null(await seller.Payments.FindAsync(StatementImport.IdOf(Own, "er-O1"), default));
    }

    private static BankEntry Entry(string id, decimal amount, string text) => new(id, Eur(amount), new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 3), "Somebody", "", text, false);

    private static BankStatement Statement(string id, params IReadOnlyList<BankEntry> entries) => new(id, Own, null, null, entries);

    private static Task<ImportedStatement> ImportAsync(StripeSeller seller, BankStatement statement) =>
        seller.Services.GetRequiredService<StatementImport>().TakeAsync(seller.SellerId, statement, "ann", default);

    private static async Task<Payment> DriveAsync(StripeSeller seller, string entryId) =>
        (await seller.Services.GetRequiredService<PaymentDrive>().DriveAsync(StatementImport.IdOf(Own, entryId), default))!;

    private static async Task<IReadOnlyList<WorkTask>> ReturnTasksAsync(StripeSeller seller) =>
        await seller.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.SellerId, default).Where(task => task.Kind == EntryReturns.ReturnTask).ToListAsync();

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
