using Billing.DevHost.Demo;
using Billing.Domain;

namespace Billing.DevHost.Tests.Demo;

public sealed class StageCheckTests
{
    private const string Invoice = "inv_1";

    private static readonly DateOnly Day = new(2026, 1, 5);
    private static readonly Money Owed = new(119.00m, Currency.Of("EUR"));

    [Fact]
    public void What_is_under_an_arrangement_must_not_be_dunned()
    {
        Assert.Equal(["NL-1 was dunned though an arrangement covers it"], StageCheck.DunnedThoughStopped([Agreed(), Notice(1)]));
        Assert.Empty(StageCheck.DunnedThoughStopped([Notice(0), Agreed(), new ArrangementBroken("arr_1", 1, Owed, Money.Zero(Owed.Currency), Day), Notice(1)]));
    }

    [Fact]
    public void What_collections_have_must_not_be_dunned_nor_handed_off_again()
    {
        Assert.Empty(StageCheck.DunnedThoughStopped([Notice(0), Sent()]));
        Assert.Equal(["NL-1 was dunned though collections have it", "NL-1 was dunned though collections have it"], StageCheck.DunnedThoughStopped([Sent(), Notice(1), Sent()]));
    }

    [Fact]
    public void What_is_contested_must_not_be_dunned_until_that_is_settled()
    {
        Assert.Equal(["NL-1 was dunned though it is contested"], StageCheck.DunnedThoughStopped([new DisputeOpened(Invoice, "Not ordered"), Notice(0), new DisputeClosed(Invoice), Notice(1)]));
    }

    private static NoticeIssued Notice(int step) => new("ntc_1", Day, DunningAction.Reminder, [Item(step, DunningAction.Reminder)], Owed, 1, 1);

    private static AccountSentToCollections Sent() => new("cas_1", Day, [Item(3, DunningAction.Collections)], Owed, 1);

    private static DunnedItem Item(int step, DunningAction action) => new(Invoice, "NL-1", Day, Day, Owed, step, action);

    private static ArrangementAgreed Agreed() =>
        new(new PaymentArrangement("arr_1", "NL-ARR-1", ArrangementKind.InstalmentPlan, Day, [Invoice], Owed, [], 7, -1, null, ArrangementStatus.Running, null, null), [], 1, 1);
}
