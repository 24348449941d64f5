using System.Text;
using Billing.Domain;
using Billing.Functions.BankStatements;

namespace Billing.Functions.Tests.BankStatements;

public sealed class StatementReadingTests
{
    private const string Entry = """
        <Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><ValDt><Dt>2026-02-02</Dt></ValDt>
        <AcctSvcrRef>REF1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Kunde AG</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE02 1203 0000 0000 2020 51</IBAN></Id></DbtrAcct></RltdPties>
        <RmtInf><Ustrd>Rechnung</Ustrd><Ustrd>ACME-INV-2026-000042</Ustrd><Strd><CdtrRefInf><Ref>RF50ACMEINV2026000042</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    [Fact]
    public void A_booked_credit_is_read_with_its_payer_reference_and_value_date()
    {
        var statement = Assert.Single(Camt053.Read(File(Entry)));

        Assert.Equal(("STMT-1", "DE02120300000000202051", Eur(1000), Eur(1119)), (statement.StatementId, statement.Account, statement.Opening, statement.Closing));
        Assert.Equal(
            new BankEntry("REF1", Eur(119), new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 2), "Kunde AG", "DE02120300000000202051", "RF50ACMEINV2026000042 Rechnung ACME-INV-2026-000042", false),
            Assert.Single(statement.Entries));
    }

    [Fact]
    public void A_batch_is_taken_apart_where_its_parts_make_up_the_whole()
    {
        static string Part(string amount) => $"<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><RmtInf><Ustrd>part {amount}</Ustrd></RmtInf></TxDtls>";
        static string Batch(params string[] parts) => $"<Ntry><Amt Ccy=\"EUR\">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><AcctSvcrRef>B</AcctSvcrRef><NtryDtls>{string.Concat(parts.Select(Part))}</NtryDtls></Ntry>";

        Assert.Equal([("B/1", Eur(10), "part 10.00"), ("B/2", Eur(20), "part 20.00")], Camt053.Read(File(Batch("10.00", "20.00")))[0].Entries.Select(entry => (entry.EntryId, entry.Amount, entry.Text)));
        Assert.Equal([("B", Eur(30))], Camt053.Read(File(Batch("10.00", "19.00")))[0].Entries.Select(entry => (entry.EntryId, entry.Amount)));
    }

    [Fact]
    public void What_is_only_expected_is_left_out_and_what_goes_or_comes_back_is_told_apart()
    {
        const string Head = "<BookgDt><Dt>2026-02-03</Dt></BookgDt></Ntry>";
        var entries = Camt053.Read(File($"""
            <Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>{Head}
            <Ntry><Amt Ccy="EUR">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>{Head}
            <Ntry><Amt Ccy="EUR">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>{Head}
            """))[0].Entries;

        Assert.Equal([("STMT-1/1", Eur(-2), false), ("STMT-1/2", Eur(-3), true)], entries.Select(entry => (entry.EntryId, entry.Amount, entry.IsReturn)));
    }

    [Fact]
    public void The_account_that_was_paid_to_and_the_reference_from_end_to_end_are_read()
    {
        var entry = Assert.Single(Camt053.Read(File(Credit(119, "<Refs><EndToEndId>E2E-1</EndToEndId></Refs><RltdPties><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>DE02 5001 0517 0137 0750 30</IBAN></Id></CdtrAcct></RltdPties>")))[0].Entries);
        Assert.Equal(("DE02500105170137075030", "E2E-1", "DE89370400440532013000"), (entry.CreditorAccount, entry.EndToEndId, entry.PayerAccount));
        Assert.Equal("", Camt053.Read(File(Credit(119, "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>")))[0].Entries[0].EndToEndId);
    }

    [Theory]
    [InlineData("<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">121.00</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">119.00</Amt></TxAmt></AmtDtls>", 2)]
    [InlineData("<AmtDtls><TxAmt><Amt Ccy=\"EUR\">120.50</Amt></TxAmt></AmtDtls>", 1.5)]
    [InlineData("<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">119.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy=\"EUR\">3.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>", 0)]
    [InlineData("<AmtDtls><InstdAmt><Amt Ccy=\"USD\">140.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy=\"EUR\">3.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>", 0)]
    [InlineData("<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">3.50</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy=\"EUR\">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd><Rcrd><Amt Ccy=\"EUR\">0.50</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>", 3.5)]
    [InlineData("<Chrgs><Rcrd><Amt Ccy=\"EUR\">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>", 0)]
    [InlineData("", 0)]
    public void What_banks_kept_of_a_transfer_is_read_where_it_was_instructed_in_the_currency_of_the_account(string details, decimal charges) =>
        Assert.Equal(charges == 0 ? null : Eur(charges), Camt053.Read(File(Credit(119, details)))[0].Entries[0].Charges);

    [Theory]
    [InlineData("<RvslInd>true</RvslInd>", "", true)]
    [InlineData("", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>", true)]
    [InlineData("<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>", "", true)]
    [InlineData("<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>", "", false)]
    public void A_return_is_known_by_its_indicator_its_reason_or_its_code_and_names_who_had_paid(string head, string details, bool isReturn)
    {
        const string Parties = "<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">119.00</Amt></InstdAmt></AmtDtls><RltdPties><Dbtr><Nm>Kunde AG</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><Cdtr><Nm>Acme</Nm></Cdtr><CdtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></CdtrAcct></RltdPties>";
        var entry = Camt053.Read(File($"""
            <Ntry><Amt Ccy="EUR">121.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>{head}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><NtryDtls><TxDtls>{Parties}{details}</TxDtls></NtryDtls></Ntry>
            """))[0].Entries[0];

        Assert.Equal((isReturn, Eur(2.5m)), (entry.IsReturn, entry.Charges));
        Assert.Equal(isReturn ? ("Kunde AG", "DE89370400440532013000") : ("Acme", "DE02120300000000202051"), (entry.PayerName, entry.PayerAccount));
    }

    [Theory]
    [InlineData("<Ntry><Amt Ccy=\"EUR\">1.005</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", "'1.005' is no amount in EUR")]
    [InlineData("<Ntry><Amt Ccy=\"XYZ\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", "has no currency (Ccy) of ISO 4217")]
    [InlineData("<Ntry><Amt Ccy=\"EUR\">1</Amt></Ntry>", "does not say whether money came or went (CdtDbtInd)")]
    [InlineData("<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", "has no booking date (BookgDt)")]
    [InlineData("<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", "has no Amt")]
    public void A_fault_says_what_is_wrong_and_where(string entry, string wrong)
    {
        var fault = Assert.Throws<StatementFormatException>(() => Camt053.Read(File(entry)));
        Assert.Equal(wrong, fault.Wrong);
        Assert.StartsWith("line ", fault.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a><b></a>")]
    [InlineData("<Document/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document>&e;</Document>")]
    public void A_file_that_is_no_statement_is_refused(string file) => Assert.Throws<StatementFormatException>(() => Camt053.Read(new MemoryStream(Encoding.UTF8.GetBytes(file))));

    [Fact]
    public void A_statement_can_come_as_CSV()
    {
        const string Csv = """
            statement_id,account,entry_id,booked_on,value_on,amount,currency,payer_name,payer_account,text
            S1,DE02 1203 0000 0000 2020 51,E1,2026-02-03,2026-02-02,119.00,EUR,Kunde AG,DE89370400440532013000,"Invoice 42, thanks"
            S1,DE02120300000000202051,,2026-02-04,,-5,EUR,,,
            """;
        var statement = Assert.Single(StatementCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(Csv))));

        Assert.Equal(("S1", "DE02120300000000202051"), (statement.StatementId, statement.Account));
        Assert.Equal([new BankEntry("E1", Eur(119), new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 2), "Kunde AG", "DE89370400440532013000", "Invoice 42, thanks", false),
            new BankEntry("S1/2", Eur(-5), new DateOnly(2026, 2, 4), new DateOnly(2026, 2, 4), "", "", "", false)], statement.Entries);
    }

    [Fact]
    public void The_columns_of_a_CSV_that_few_banks_have_may_be_left_out_or_empty()
    {
        const string Csv = """
            statement_id,account,booked_on,amount,currency,creditor_account,end_to_end_id,charges,is_return
            S1,DE02120300000000202051,2026-02-03,119.00,EUR,DE02 5001 0517 0137 0750 30,E2E-1,2.00,false
            S1,DE02120300000000202051,2026-02-04,-121.50,EUR,,E2E-1,2.5,true
            S1,DE02120300000000202051,2026-02-04,5,EUR,,,,
            """;
        Assert.Equal(
            [("DE02500105170137075030", "E2E-1", Eur(2), false), ("", "E2E-1", Eur(2.5m), true), ("", "", (Money?)null, false)],
            StatementCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(Csv)))[0].Entries.Select(entry => (entry.CreditorAccount, entry.EndToEndId, entry.Charges, entry.IsReturn)));
    }

    [Theory]
    [InlineData("statement_id,account,booked_on,amount,currency,charges\nS,1,2026-02-03,1,EUR,-2", "line 2, charges: '-2' is no amount in EUR")]
    [InlineData("statement_id,account,booked_on,amount,currency,charges\nS,1,2026-02-03,-1,EUR,1", "line 2, charges: must be less than what went out")]
    [InlineData("statement_id,account,booked_on,amount,currency,is_return\nS,1,2026-02-03,1,EUR,yes", "line 2, is_return: 'yes' is neither true nor false")]
    [InlineData("", "the file: is empty")]
    [InlineData("statement_id,account\nS,1", "line 1: lacks the columns booked_on, amount, currency")]
    [InlineData("statement_id,account,booked_on,amount,currency\nS,1,2026-02-30,1,EUR", "line 2, booked_on: '2026-02-30' is no date such as 2026-01-31")]
    [InlineData("statement_id,account,booked_on,amount,currency\nS,1,2026-02-03,1.005,EUR", "line 2, amount: '1.005' is no amount in EUR")]
    [InlineData("statement_id,account,booked_on,amount,currency\nS,1,2026-02-03,1,EURO", "line 2, currency: 'EURO' is no currency of ISO 4217")]
    public void A_fault_in_a_CSV_says_its_line(string csv, string message) =>
        Assert.Equal(message, Assert.Throws<StatementFormatException>(() => StatementCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)))).Message);

    private static string Credit(decimal amount, string details) => $"""
        <Ntry><Amt Ccy="EUR">{amount.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><NtryDtls><TxDtls>{details}</TxDtls></NtryDtls></Ntry>
        """;

    internal static Stream File(string entries) => new MemoryStream(Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>STMT-1</Id>
        <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        {entries}
        </Stmt></BkToCstmrStmt></Document>
        """));

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
