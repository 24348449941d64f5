using Billing.DevHost.Tripwires;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class TripwireTests(SampleApp app) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        app.Environment.Wires.Tables.Disarm();
        app.Environment.Wires.Blobs.Disarm();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_worker_dies_after_a_row_is_written_and_before_it_does_anything_else()
    {
        var trip = app.Environment.KillWorkerAfter(
            app.Environment.Wires.Tables, r => r.Path.Contains("'cut-after'", StringComparison.Ordinal), hold: true);
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "cut-after");

        await trip.Sprung.WaitAsync(SampleTraces.Patience);

        Assert.Null(app.Environment.Host.Worker);
        Assert.Single(await app.Environment.TracesAsync("cut-after"));
        Assert.DoesNotContain(app.Environment.Wires.Blobs.Seen, r => r.Path.EndsWith("/cut-after", StringComparison.Ordinal));

        await app.Environment.Host.ReleaseWorkerAsync();
        Assert.Equal("2", await app.Environment.DoneAsync("cut-after"));
    }

    [Fact]
    public async Task The_worker_dies_after_it_sent_a_request_that_the_service_never_gets()
    {
        var trip = app.Environment.KillWorkerBefore(
            app.Environment.Wires.Tables, r => r.Path.Contains("'cut-before'", StringComparison.Ordinal), hold: true);
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "cut-before");

        await trip.Sprung.WaitAsync(SampleTraces.Patience);

        Assert.Empty(await app.Environment.TracesAsync("cut-before"));
        await app.Environment.Host.ReleaseWorkerAsync();
        Assert.Equal("2", await app.Environment.DoneAsync("cut-before"));
        Assert.Equal("2", Assert.Single(await app.Environment.TracesAsync("cut-before")).RowKey);
    }

    [Fact]
    public async Task The_blob_is_there_when_the_worker_dies_of_having_written_it()
    {
        var trip = app.Environment.KillWorkerAfter(
            app.Environment.Wires.Blobs, r => r.Method == "PUT" && r.Path.EndsWith("/cut-late", StringComparison.Ordinal), hold: true);
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "cut-late");

        var request = await trip.Sprung.WaitAsync(SampleTraces.Patience);

        Assert.Equal("1", request.BodyText);
        Assert.Equal("1", await app.Environment.DoneAsync("cut-late"));
        await app.Environment.Host.ReleaseWorkerAsync();
        // The second delivery finds the blob there and fails; the message goes on to the poison queue in the end.
        await app.Environment.LogAsync(e => e.Message.Contains("Delivery 2 of cut-late", StringComparison.Ordinal));
        await app.Environment.LogAsync(e =>
            e.Message.Contains("Moving message", StringComparison.Ordinal) && e.Message.Contains("BlobAlreadyExists", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_can_be_failed_or_held_up()
    {
        var failed = app.Environment.Wires.Blobs.Arm(
            r => r.Path.EndsWith("/troubled", StringComparison.Ordinal), before: TripActions.Fail(500));
        var held = app.Environment.Wires.Tables.Arm(
            r => r.Path.Contains("'troubled'", StringComparison.Ordinal), before: TripActions.Delay(TimeSpan.FromMilliseconds(700)));
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "troubled");

        await held.Sprung.WaitAsync(SampleTraces.Patience);
        await failed.Sprung.WaitAsync(SampleTraces.Patience);

        // The storage client tries a 500 again by itself.
        Assert.Equal("1", await app.Environment.DoneAsync("troubled"));
        Assert.Equal(2, app.Environment.Wires.Blobs.Seen.Count(r => r.Path.EndsWith("/troubled", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_wire_can_let_the_first_requests_pass()
    {
        var trip = app.Environment.KillWorkerAfter(
            app.Environment.Wires.Tables, r => r.Path.Contains("'cut-second'", StringComparison.Ordinal), skip: 1);
        await app.Environment.SendWorkAsync(SampleApp.WorkQueue, "cut-second", failTimes: 1);

        await trip.Sprung.WaitAsync(SampleTraces.Patience);

        Assert.Equal("3", await app.Environment.DoneAsync("cut-second"));
    }
}
