namespace Billing.DevHost.Tripwires;

/// <summary>The actions that tests need.</summary>
internal static class TripActions
{
    /// <summary>Runs something (a SIGKILL of the worker), and then cuts the connection, so no answer gets out.</summary>
    public static TripAction Cut(Func<Task> deed) => async context =>
    {
        await deed();
        context.Abort();
        return false;
    };

    public static TripAction Delay(TimeSpan time) => async context =>
    {
        await Task.Delay(time, context.RequestAborted);
        return true;
    };

    /// <summary>Answers in the service's place.</summary>
    public static TripAction Fail(int statusCode) => context =>
    {
        context.Response.StatusCode = statusCode;
        return Task.FromResult(false);
    };
}
