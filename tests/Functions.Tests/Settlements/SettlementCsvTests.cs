using System.Text;
using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Settlements;

namespace Billing.Functions.Tests.Settlements;

/// <summary>Settlement reports in the columns of the processors that write them.</summary>
public sealed class SettlementCsvTests
{
    [Fact]
    public void Adyens_batch_is_a_payout_and_each_line_tells_what_it_cost()
    {
        var payout = Assert.Single(Read("adyen", """
            Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number
            Acme,AcmeDE,8815000000000001,ACME-INV-1,visa,2026-03-10 10:00:00,CET,Settled,8815000000000002,EUR,,119.00,1,EUR,,117.50,,0.50,0.20,0.80,42
            Acme,AcmeDE,8815000000000001,ACME-INV-1,visa,2026-03-11 10:00:00,CET,Refunded,8815000000000003,EUR,19.00,,1,EUR,19.00,,,,,,42
            Acme,AcmeDE,8815000000000004,ACME-INV-2,visa,2026-03-11 10:00:00,CET,Chargeback,8815000000000005,EUR,50.00,,1,EUR,57.50,,7.50,,,,42
            Acme,AcmeDE,,,,2026-03-11 10:00:00,CET,Fee,Transaction Fees,EUR,,,,EUR,0.36,,,,,,42
            Acme,AcmeDE,,,,2026-03-12 10:00:00,CET,MerchantPayout,,EUR,,,,EUR,40.64,,,,,,42
            """));

        Assert.Equal(new PaymentId("adyen", "acct", "AcmeDE:42"), payout.Payout);
        Assert.Equal((40.64m, new DateOnly(2026, 3, 12)), (payout.Made!.Amount.Amount, payout.Made.ValueDate));
        Assert.Equal(
            [(SettlementKind.Charge, "adyen|acct|8815000000000001", 119m, 1.50m), (SettlementKind.Refund, "adyen|acct|8815000000000001", -19m, 0m), (SettlementKind.Dispute, "adyen|acct|8815000000000004", -50m, 7.50m), (SettlementKind.Fee, "", 0m, 0.36m)],
            payout.Lines.Select(line => (line.Kind, line.PaymentId, line.Gross.Amount, line.Fee.Amount)));
        Assert.Equal(payout.Made.Amount, Money.Sum(payout.Lines.Select(line => line.Net), Currency.Of("EUR")));
    }

    [Fact]
    public void PayPals_withdrawal_is_a_payout_and_the_fee_of_a_capture_is_the_one_that_its_event_told()
    {
        var payouts = Read("paypal", """
            "RH","2026/03/11 04:00:00 +0100","A","ACCOUNT1","010"
            "FH","01"
            "SH","2026/03/10 00:00:00 +0100","2026/03/10 23:59:59 +0100","ACCOUNT1",""
            "CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code","Transaction Initiation Date","Transaction Completion Date","Transaction Debit or Credit","Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency"
            "SB","CAP1","INV1","","","T0006","2026/03/10 10:00:00 +0100","2026/03/10 10:00:00 +0100","CR","11900","EUR","DR","350","EUR"
            "SB","REF1","INV1","CAP1","TXN","T1107","2026/03/10 11:00:00 +0100","2026/03/10 11:00:00 +0100","DR","1900","EUR","CR","0","EUR"
            "SB","WD1","","","","T0400","2026/03/10 12:00:00 +0100","2026/03/10 12:00:00 +0100","DR","9000","EUR","","",""
            "SF","EUR","0","0"
            """);

        Assert.Equal(["settlement-2026-03-10-EUR", "WD1"], payouts.Select(payout => payout.Payout.Id));
        Assert.Equal([new FeeCharged("CAP1", Money.Parse("3.50 EUR"), new DateOnly(2026, 3, 10))], payouts[0].Lines.Where(line => !line.Fee.IsZero).Select(line => line.ToFee()));
        Assert.Equal([("paypal|acct|CAP1", 119m), ("paypal|acct|CAP1", -19m)], payouts[0].Lines.Select(line => (line.PaymentId, line.Gross.Amount)));
        Assert.Equal(90, payouts[1].Made!.Amount.Amount);
    }

    [Theory]
    [InlineData("payout_id,line_id,kind,gross,currency\n", "the header", "lacks the columns value_date")]
    [InlineData("payout_id,line_id,kind,gross,currency,value_date\np,l,gift,1,EUR,2026-03-10\n", "line 2, kind", "must be charge")]
    [InlineData("payout_id,line_id,kind,gross,currency,value_date\np,l,charge,1.001,EUR,2026-03-10\n", "line 2", "more decimals")]
    [InlineData("payout_id,line_id,kind,gross,currency,value_date\np,l,charge,x,EUR,2026-03-10\n", "line 2, gross", "is no amount")]
    [InlineData("payout_id,line_id,kind,gross,currency,value_date\np|q,l,charge,1,EUR,2026-03-10\n", "line 2, payout_id", "is no id")]
    [InlineData("payout_id,line_id,kind,gross,currency,value_date\np,l,charge,1,EUR,10.03.2026\n", "line 2, value_date", "is no date")]
    [InlineData("payout_id,line_id,kind,gross,currency,value_date\np,l,charge,1,XYZ,2026-03-10\n", "line 2, currency", "no currency")]
    [InlineData("", "the file", "is empty")]
    public void What_is_wrong_is_said_with_its_place(string file, string place, string wrong)
    {
        var fault = Assert.Throws<StatementFormatException>(() => Read("standard-webhooks", file));
        Assert.Equal(place, fault.Place);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SettledPayout> Read(string processor, string file) => SettlementCsv.Read(processor, "acct", new MemoryStream(Encoding.UTF8.GetBytes(file)));
}
