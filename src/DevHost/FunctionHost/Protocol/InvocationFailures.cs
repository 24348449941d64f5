namespace Billing.DevHost.FunctionHost.Protocol;

/// <summary>The function ended with an exception, or cancelled.</summary>
internal sealed class FunctionFailedException(string message, string? exceptionType, string? stackTrace) : Exception(message)
{
    public string? ExceptionType => exceptionType;

    public string? WorkerStackTrace => stackTrace;

    public static FunctionFailedException From(StatusResult result) => result.Exception is { } exception
        ? new FunctionFailedException(exception.Message, exception.Type, exception.StackTrace)
        : new FunctionFailedException(result.Status == StatusResult.Types.Status.Cancelled ? "It was cancelled." : result.Result, null, null);
}

/// <summary>The worker process ended while it was wanted.</summary>
internal sealed class WorkerGoneException() : Exception("The worker process ended before it answered.");
