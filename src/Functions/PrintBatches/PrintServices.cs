using Billing.Functions.Letters;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.PrintBatches;

/// <summary>What letters and their print batches are made of.</summary>
internal static class PrintServices
{
    public static IServiceCollection AddPrint(this IServiceCollection services) => services
        .AddSingleton<WaitingLetters>()
        .AddSingleton<LetterBook>()
        .AddSingleton<NoticeLetters>()
        .AddSingleton<PrintBatchBook>()
        .AddSingleton<PrintBatchFiles>()
        .AddSingleton<LettersForPrint>()
        .AddSingleton<LettersOfBatch>()
        .AddSingleton<PrintBatchStages>()
        .AddSingleton<PrintBatchMaker>()
        .AddSingleton<PrintNight>()
        .AddSingleton<PrintBatchDesk>();
}
