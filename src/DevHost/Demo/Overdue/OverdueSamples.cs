using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>The sample data about accounts that are overdue, and about what is done with them at each month's end.</summary>
internal sealed record OverdueSamples(
    IReadOnlyList<SegmentRow> Segments,
    IReadOnlyList<TermsRow> Terms,
    IReadOnlyList<AgencyRow> Agencies,
    IReadOnlyList<LedgerMappingRow> LedgerMapping,
    IReadOnlyList<StoryRow> Story,
    IReadOnlyList<StagesRow> Stages);

internal sealed record SegmentRow(
    string SellerId, string Segment, decimal MinimumDunned, int DaysFromFinalNoticeToCollections, string AgencyId, int? WriteOffAfterDays, string LateCharges);

internal sealed record TermsRow(string CustomerId, string SellerId, string Currency, string Segment, string Statements, DateOnly? StatementsSince)
{
    public AccountId Account => AccountId.Of(SellerId, CustomerId, Domain.Currency.Of(Currency));
}

internal sealed record AgencyRow(string SellerId, string AgencyId, string Name, string Layout);

internal sealed record LedgerMappingRow(string SellerId, string LedgerAccount, string Code, string Name);

internal sealed record StoryRow(DateOnly Date, string CustomerId, string SellerId, string Currency, string Action, decimal? Amount, decimal? Fee, int? Count, DateOnly? Day, string Text)
{
    public AccountId Account => AccountId.Of(SellerId, CustomerId, Domain.Currency.Of(Currency));
}

internal sealed record StagesRow(string CustomerId, string SellerId, string Currency, string Stages)
{
    public AccountId Account => AccountId.Of(SellerId, CustomerId, Domain.Currency.Of(Currency));

    public IReadOnlyList<string> InOrder => Stages.Split(';');
}
