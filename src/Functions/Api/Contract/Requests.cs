using System.Globalization;
using System.Text.Json;
using Billing.Domain;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Contract;

/// <summary>What every request is read by: its body, its path and its query.</summary>
internal static class Requests
{
    private const int LargestBodyBytes = 256 * 1024;

    /// <summary>Reads the body, up to a limit.</summary>
    /// <exception cref="ProblemException">It is no JSON, too large, or has faults.</exception>
    public static Task<T> ReadAsync<T>(this HttpRequest request, CancellationToken cancellation, int largest = LargestBodyBytes)
        where T : IRequestBody<T> => request.ReadJsonAsync(BodyReader.Parse<T>, largest, cancellation);

    /// <summary>Reads the body and holds it against what is stored as well, so that all faults are listed at once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="check">Finds the further faults; what is faulty already stands as a default in what it gets, and is not told twice.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProblemException">It is no JSON, too large, or has faults.</exception>
    public static async Task<T> ReadAsync<T>(this HttpRequest request, Func<T, Task<IEnumerable<Fault>>> check, CancellationToken cancellation)
        where T : IRequestBody<T>
    {
        var (value, faults) = await request.ReadJsonAsync(BodyReader.Collect<T>, LargestBodyBytes, cancellation);
        var further = (await check(value)).Where(fault => !faults.Any(known => $"{fault.Pointer}/".StartsWith($"{known.Pointer}/", StringComparison.Ordinal)));
        IReadOnlyList<Fault> all = [.. faults, .. further];
        return all.Count == 0 ? value : throw new ProblemException(Problem.InvalidBody(all));
    }

    private static async Task<TRead> ReadJsonAsync<TRead>(this HttpRequest request, Func<JsonElement, TRead> read, int largest, CancellationToken cancellation)
    {
        var bytes = await request.ReadBytesAsync(largest, cancellation);
        try
        {
            using var document = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "invalid-json", $"The body is no JSON: {e.Message}");
        }
    }

    /// <summary>Reads the whole body, up to a limit.</summary>
    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, int largest, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellation)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > largest)
                throw new ProblemException(StatusCodes.Status413PayloadTooLarge, "too-large", $"The body is larger than {largest / 1024} KiB.");
        }

        return buffer.ToArray();
    }

    /// <summary>The account that a path names.</summary>
    public static AccountId Account(string accountId)
    {
        try
        {
            return AccountId.Parse(accountId);
        }
        catch (FormatException)
        {
            throw new ProblemException(Problems.NotFound($"account '{accountId}'; its id reads seller.customer.CUR"));
        }
    }

    /// <summary>The version that a change is based on, from If-Match; null where there is none.</summary>
    public static string? IfMatch(this HttpRequest request) =>
        request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? tag.Trim().TrimStart('W', '/').Trim('"') : null;

    /// <summary>Refuses a change of what exists that does not say what it is based on, or is based on something else.</summary>
    public static void RequireIfMatch(this HttpRequest request, string? current)
    {
        var given = request.IfMatch();
        if (current is not null && given is null)
            throw new ProblemException(StatusCodes.Status428PreconditionRequired, "if-match-required", "Send the ETag that you read in the header If-Match, so that nobody's change is lost.");
        if (given is not null && given != current)
            throw new ProblemException(Problems.Stale());
    }
}

/// <summary>The parameters of a query, read with every fault collected.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    // Where the host finds a function's key beside the header.
    private static readonly string[] KeyParameters = ["code", "clientId"];

    private readonly List<Fault> faults = [];
    private readonly HashSet<string> known = new(KeyParameters, StringComparer.OrdinalIgnoreCase);

    public string? Text(string name, bool required = false)
    {
        known.Add(name);
        var value = request.Query[name].ToString();
        if (value.Length == 0 && required)
            faults.Add(new Fault("is required", Parameter: name));
        return value.Length == 0 ? null : value;
    }

    public string Seller()
    {
        var value = Text("seller", required: true);
        if (value is not null && !AccountId.IsSlug(value))
            faults.Add(new Fault($"must be {TextForm.Slug.Expected}", Parameter: "seller"));
        return value ?? "";
    }

    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } value)
            return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        faults.Add(new Fault("must be a date such as 2026-01-31", Parameter: name));
        return null;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } value)
            return null;
        if (DateTimeOffset.TryParseExact(value, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.ToUniversalTime();
        faults.Add(new Fault("must be an instant such as 2026-01-31T23:00:00Z", Parameter: name));
        return null;
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } value)
            return null;
        foreach (var choice in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()) == value)
                return choice;
        }

        faults.Add(new Fault($"must be one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}", Parameter: name));
        return null;
    }

    public bool Flag(string name)
    {
        var value = Text(name);
        Check(value is null or "true" or "false", name, "must be true or false");
        return value == "true";
    }

    public int? Integer(string name, int min, int max)
    {
        if (Text(name) is not { } value)
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        faults.Add(new Fault($"must be a whole number from {min} to {max}", Parameter: name));
        return null;
    }

    public int Limit(int otherwise = 50, int max = 200)
    {
        if (Text("limit") is not { } value)
            return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= max)
            return limit;
        faults.Add(new Fault($"must be a whole number from 1 to {max}", Parameter: "limit"));
        return otherwise;
    }

    /// <summary>Where the page before ended.</summary>
    public string? Continuation()
    {
        if (Text("continuation") is not { } token)
            return null;
        if (Page.TryDecode(token) is { } place)
            return place;
        faults.Add(new Fault("is not a token that a list gave", Parameter: "continuation"));
        return null;
    }

    public void Check(bool holds, string name, string otherwise)
    {
        if (!holds)
            faults.Add(new Fault(otherwise, Parameter: name));
    }

    /// <summary>Ends the reading. A parameter that nobody read is a fault: a filter with a slip in its name would show everything.</summary>
    /// <exception cref="ProblemException">There are faults; all are listed.</exception>
    public void End()
    {
        faults.AddRange(request.Query.Keys.Where(name => !known.Contains(name)).Select(name => new Fault("is not known here", Parameter: name)));
        if (faults.Count > 0)
            throw new ProblemException(Problem.Of(StatusCodes.Status400BadRequest, "invalid-query", $"The query has {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}.", faults));
    }
}
