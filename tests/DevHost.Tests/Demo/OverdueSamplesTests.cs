using Billing.DevHost.Demo;

namespace Billing.DevHost.Tests.Demo;

public sealed class OverdueSamplesTests
{
    private static readonly Samples Samples = Samples.Read(RepositoryRoot.Combine("samples"));

    [Fact]
    public void Every_stage_of_an_overdue_account_is_told_of_some_account()
    {
        string[] stages =
        [
            "reminded", "noticed", "charged", "agreed", "kept", "broken", "final-notice", "handed-off", "acknowledged", "collected", "contested", "settled", "recalled", "written-off", "closed", "recovered",
        ];
        Assert.Equal(stages.Order(StringComparer.Ordinal), Samples.Overdue.Stages.SelectMany(told => told.InOrder).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_is_in_the_story_has_a_segment_an_agency_and_stages()
    {
        var accounts = Samples.Overdue.Stages.Select(told => told.Account).ToHashSet();
        Assert.All(Samples.Overdue.Story, row => Assert.Contains(row.Account, accounts));
        Assert.All(Samples.Overdue.Story, row => Assert.InRange(row.Date, DemoRun.FirstDay, DemoRun.LastDay));
        Assert.All(accounts, account => Assert.Contains(Samples.Overdue.Terms, terms => terms.Account == account && Samples.Overdue.Segments.Any(segment => segment.SellerId == account.Seller && segment.Segment == terms.Segment)));
        Assert.All(Samples.Overdue.Segments, segment => Assert.Contains(Samples.Overdue.Agencies, agency => agency.SellerId == segment.SellerId && agency.AgencyId == segment.AgencyId));
        Assert.All(Samples.Overdue.Segments, segment => Assert.Contains(Samples.Dunning, step => step.SellerId == segment.SellerId && step.Segment == segment.Segment));
        Assert.All(Samples.Overdue.Segments.Select(segment => segment.LateCharges).Concat(Samples.Overdue.Agencies.Select(agency => agency.Layout)).Where(file => file.Length > 0), file => Assert.True(File.Exists(Path.Combine(Samples.Folder, file)), file));
    }
}
