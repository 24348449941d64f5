using System.Globalization;
using NCrontab;

namespace Billing.DevHost.FunctionHost.Timers;

/// <summary>When a timer ticks: an NCRONTAB expression of six fields (seconds first; five are accepted), or a constant interval. In UTC.</summary>
internal abstract record TimerSchedule
{
    /// <exception cref="FormatException">It is neither.</exception>
    public static TimerSchedule Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is 5 or 6)
            return CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 }) is { } cron
                ? new Cron(cron)
                : throw new FormatException($"'{text}' is not an NCRONTAB expression.");
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new Interval(interval)
            : throw new FormatException($"The schedule expression '{text}' was not recognized as a valid cron expression or timespan string.");
    }

    /// <summary>The first tick after a moment.</summary>
    public abstract DateTimeOffset Next(DateTimeOffset after);

    /// <summary>Azure remembers the last tick only of schedules whose ticks are a minute or more apart.</summary>
    public bool IsFrequent(DateTimeOffset now)
    {
        var first = Next(now);
        return Next(first) - first < TimeSpan.FromMinutes(1);
    }

    private sealed record Cron(CrontabSchedule Schedule) : TimerSchedule
    {
        public override DateTimeOffset Next(DateTimeOffset after) =>
            new(Schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);
    }

    private sealed record Interval(TimeSpan Length) : TimerSchedule
    {
        public override DateTimeOffset Next(DateTimeOffset after) => after + Length;
    }
}
