using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Payments;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.BankStatements;

/// <summary>Transfers that name an account and no invoice.</summary>
public sealed class NamedAccountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Own = "DE02120300000000202051";
    private const string Virtual = "DE02500105170137075030";

    [Fact]
    public async Task What_is_paid_to_a_virtual_IBAN_is_its_accounts_oldest_first()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var older = seller.Invoice;
        var newer = await Given.InvoiceAsync(seller.Services, seller.Account);
        await Given.TransactAsync(seller.Services, seller.Account, new SetVirtualIban(Virtual), "iban");

        var payment = await ImportAsync(seller, $"""
            <Ntry><Amt Ccy="EUR">150.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><AcctSvcrRef>V1</AcctSvcrRef>
            <NtryDtls><TxDtls><RltdPties><CdtrAcct><Id><IBAN>{Virtual}</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>thank you</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            """, "V1");

        Assert.Equal((Virtual, AssignmentStatus.Confirmed), (payment.Reference.CreditorAccount, Assert.Single(payment.Assignments).Status));
        var state = await Given.StateAsync(seller.Services, seller.Account);
        Assert.Equal([0m, 88m], new[] { older, newer }.Select(issued => state.Invoices.Single(item => item.Number == issued.Number).Balance.Amount));
    }

    [Fact]
    public async Task What_is_paid_to_a_virtual_IBAN_that_was_taken_away_waits()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await Given.TransactAsync(seller.Services, seller.Account, new SetVirtualIban(Virtual), "iban");
        await Given.TransactAsync(seller.Services, seller.Account, new SetVirtualIban(null), "none");

        var payment = await TransferAsync(seller, "V2", "thank you", entry => entry with { CreditorAccount = Virtual });

        Assert.Empty(payment.Assignments);
    }

    [Fact]
    public async Task An_account_is_found_by_its_creditor_reference_structured_or_in_the_text()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var reference = CreditorReference.OfAccount(seller.Account.ToString());

        var structured = await ImportAsync(seller, $"""
            <Ntry><Amt Ccy="EUR">19.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef>
            <NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
            """, "R1");
        var written = await TransferAsync(seller, "R2", $"abo {string.Join(' ', reference.Chunk(4).Select(block => new string(block)))} mai 2026");

        Assert.All([structured, written], payment => Assert.Equal((seller.Account.ToString(), AssignmentStatus.Confirmed), (Assert.Single(payment.Assignments).AccountId, payment.Assignments[0].Status)));
        Assert.Equal(99, await seller.OwedAsync());
    }

    [Fact]
    public async Task A_customer_is_found_by_its_id_or_by_its_own_reference_as_long_as_that_is_its()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var before = await TransferAsync(seller, "N1", "abo kd-4711");
        await ReferAsync(seller, seller.Account, 2, "KD 4711");

        Assert.Empty(before.Assignments);
        Assert.Single((await TransferAsync(seller, "N2", "abo kd-4711")).Assignments);
        Assert.Single((await TransferAsync(seller, "N3", $"customer {seller.Account.Customer.ToUpperInvariant()}, thanks")).Assignments);
        Assert.Single((await TransferAsync(seller, "N4", $"{seller.Account}")).Assignments);

        await ReferAsync(seller, seller.Account, 3, "KD 4712");
        Assert.Empty((await TransferAsync(seller, "N5", "abo kd-4711")).Assignments);
        Assert.Single((await TransferAsync(seller, "N6", "abo kd-4712")).Assignments);
    }

    [Fact]
    public async Task A_reference_of_two_customers_waits_for_an_operator_with_both_in_its_task()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var other = await Given.AccountAsync(seller.Services, seller.SellerId);
        await ReferAsync(seller, seller.Account, 2, "KD-4711");
        await ReferAsync(seller, other, 2, "kd4711");

        var payment = await TransferAsync(seller, "A1", "abo KD-4711");

        Assert.Empty(payment.Assignments);
        var ranked = (await seller.Services.GetRequiredService<CashMatcher>().ExplainAsync(payment, default)).Matches;
        Assert.Equal(new[] { seller.Account.ToString(), other.ToString() }.Order(StringComparer.Ordinal), ranked.Select(match => match.Candidate.AccountId).Distinct().Order(StringComparer.Ordinal));
        Assert.All(ranked, match => Assert.Contains("names the customer", match.Reasons));
        var task = await seller.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.SellerId, default).SingleAsync(open => open.Subject == payment.Id.ToString());
        Assert.Contains(other.ToString(), task.Text, StringComparison.Ordinal);
    }

    private static Task ReferAsync(StripeSeller seller, AccountId account, int version, string reference) => Given.TransactAsync(
        seller.Services, account, new ChangeProfile(version), $"profile {version}", new CustomerProfile(version, "Kunde AG", new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "", "", reference));

    private static Task<Payment> TransferAsync(StripeSeller seller, string entryId, string text, Func<BankEntry, BankEntry>? change = null)
    {
        var entry = new BankEntry(entryId, new Money(1, Currency.Of("EUR")), new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 3), "Somebody", "", text, false);
        return TakeAsync(seller, new BankStatement($"S-{entryId}", Own, null, null, [change is null ? entry : change(entry)]), entryId);
    }

    private static Task<Payment> ImportAsync(StripeSeller seller, string entry, string entryId) => TakeAsync(seller, Assert.Single(Camt053.Read(StatementReadingTests.File(entry))), entryId);

    private static async Task<Payment> TakeAsync(StripeSeller seller, BankStatement statement, string entryId)
    {
        await seller.Services.GetRequiredService<StatementImport>().TakeAsync(seller.SellerId, statement, "ann", default);
        return (await seller.Services.GetRequiredService<PaymentDrive>().DriveAsync(StatementImport.IdOf(Own, entryId), default))!;
    }
}
