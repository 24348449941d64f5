using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SendGrid.Helpers.Mail;

namespace Billing.DevHost.Tests.Mail;

public sealed class RefusedMailTests : MailCatcherTest
{
    [Fact]
    public async Task A_wrong_key_is_refused_with_401()
    {
        var response = await ClientWith("SG.other").SendEmailAsync(Invoice());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(Catcher.Messages);
        var error = JsonNode.Parse(await response.Body.ReadAsStringAsync())!["errors"]![0]!.AsObject();
        Assert.NotNull(error["message"]);
        Assert.True(error.ContainsKey("field") && error["field"] is null && error.ContainsKey("help") && error["help"] is null);
    }

    [Fact]
    public async Task A_request_without_a_key_is_refused_with_401()
    {
        using var http = new HttpClient { BaseAddress = Catcher.Url };
        using var content = new StringContent(Invoice().Serialize(), Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("/v3/mail/send", content)).StatusCode);
    }

    [Theory]
    [InlineData("personalizations", "personalizations", "message.personalizations")]
    [InlineData("from", "from.email", "message.from")]
    [InlineData("subject", "subject", "message.subject")]
    [InlineData("content", "content", "message.content")]
    public async Task What_every_mail_needs_is_asked_for(string left, string field, string topic)
    {
        var body = JsonNode.Parse(Invoice().Serialize())!.AsObject();
        body.Remove(left);

        var (status, errors) = await Post(body.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = Assert.Single(errors);
        Assert.Equal(field, error.Field);
        Assert.EndsWith("/errors.html#" + topic, error.Help, StringComparison.Ordinal);
        Assert.Empty(Catcher.Messages);
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        var (_, errors) = await Post("{}");

        Assert.Equal(["personalizations", "from.email", "subject", "content"], errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("kunde")]
    [InlineData("kunde@")]
    [InlineData("kunde@example")]
    [InlineData("kunde@ example.com")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("Kunde <kunde@example.com>")]
    [InlineData("")]
    public async Task An_invalid_address_is_refused_wherever_it_stands(string address)
    {
        var mail = Invoice();
        mail.Personalizations[0].Tos = [new EmailAddress("ok@kunde.example"), new EmailAddress(address)];
        mail.Personalizations[0].Ccs = [new EmailAddress(address + " ")];
        mail.From = new EmailAddress(address);
        mail.ReplyTo = new EmailAddress(address);

        var errors = await Refused(mail);

        Assert.Superset(
            new HashSet<string?> { "personalizations.0.to.1.email", "personalizations.0.cc.0.email", "from.email", "reply_to.email" },
            errors.Select(error => error.Field).ToHashSet());
    }

    [Theory]
    [InlineData("o'brien+invoices@sub.example.co.uk")]
    [InlineData("UPPER@EXAMPLE.COM")]
    [InlineData("1@2.example")]
    public async Task An_unusual_but_valid_address_is_accepted(string address)
    {
        var mail = Invoice();
        mail.Personalizations[0].Tos = [new EmailAddress(address)];

        Assert.Equal(HttpStatusCode.Accepted, (await Client.SendEmailAsync(mail)).StatusCode);
    }

    [Fact]
    public async Task A_personalization_without_a_recipient_is_refused()
    {
        var mail = Invoice();
        mail.Personalizations.Add(new Personalization { Tos = [] });

        Assert.Equal(["personalizations.1.to"], (await Refused(mail)).Select(error => error.Field));
    }

    [Theory]
    [InlineData("cc")]
    [InlineData("bcc")]
    [InlineData("to")]
    public async Task A_recipient_named_twice_is_refused_whatever_the_case(string list)
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        var personalization = body["personalizations"]![0]!.AsObject();
        personalization.Remove(list, out var addresses);
        var all = addresses as JsonArray ?? [];
        all.Add(new JsonObject { ["email"] = "Juergen@Kunde.example" });
        personalization[list] = all;

        var (status, errors) = await Post(body.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = Assert.Single(errors);
        Assert.Equal("personalizations.0", error.Field);
        Assert.EndsWith("#message.recipient-errors", error.Help, StringComparison.Ordinal);
        Assert.Contains($"personalizations.0.{list}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_recipients_are_accepted_and_one_more_is_refused()
    {
        var mail = Invoice();
        mail.Personalizations[0].Tos = [.. Enumerable.Range(0, 1000).Select(i => new EmailAddress($"r{i}@kunde.example"))];
        Assert.Equal(HttpStatusCode.Accepted, (await Client.SendEmailAsync(mail)).StatusCode);

        mail.Personalizations[0].Bccs = [new EmailAddress("one-more@kunde.example")];
        Assert.Equal(["personalizations"], (await Refused(mail)).Select(error => error.Field));
    }

    [Fact]
    public async Task Empty_content_is_refused()
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        body["content"]![1]!["value"] = "";

        Assert.Equal(["content.1.value"], (await Post(body.ToJsonString())).Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task Plain_text_after_html_is_refused()
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        var content = body["content"]!.AsArray();
        var plain = content[0]!;
        content.RemoveAt(0);
        content.Add(plain);

        Assert.Equal(["content"], (await Post(body.ToJsonString())).Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("JVBERi0x\nLjcK")]
    [InlineData("JVBERi0")]
    [InlineData("")]
    public async Task An_attachment_that_is_not_base64_in_one_line_is_refused(string content)
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        body["attachments"] = new JsonArray(new JsonObject { ["content"] = content, ["filename"] = "invoice.pdf" });

        var error = Assert.Single((await Post(body.ToJsonString())).Errors);

        Assert.Equal("attachments.0.content", error.Field);
        Assert.EndsWith("#message.attachments.content", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attachment_without_a_name_or_with_an_unknown_disposition_is_refused()
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        body["attachments"] = new JsonArray(new JsonObject { ["content"] = "AAAA", ["disposition"] = "hidden", ["type"] = "a/b; c" });

        Assert.Equal(
            ["attachments.0.filename", "attachments.0.type", "attachments.0.disposition"],
            (await Post(body.ToJsonString())).Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("To")]
    [InlineData("reply-to")]
    [InlineData("DKIM-Signature")]
    [InlineData("Content-Type")]
    public async Task A_reserved_header_is_refused(string name)
    {
        var mail = Invoice();
        mail.AddHeader(name, "x");

        Assert.Contains((await Refused(mail)).Select(error => error.Field), field => field!.EndsWith("headers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("X A", "x")]
    [InlineData("X:A", "x")]
    [InlineData("Schlüssel", "x")]
    [InlineData("X-A", "x\r\nBcc: all@kunde.example")]
    public async Task What_cannot_be_a_header_is_refused(string name, string value)
    {
        var mail = Invoice();
        mail.Headers = new Dictionary<string, string> { [name] = value };

        Assert.Equal(["headers"], (await Refused(mail)).Select(error => error.Field));
    }

    [Fact]
    public async Task Custom_arguments_of_ten_thousand_bytes_are_accepted_and_one_more_is_refused()
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        body["custom_args"] = new JsonObject { ["key"] = new string('x', 9_997) };
        Assert.Equal(HttpStatusCode.Accepted, (await Post(body.ToJsonString())).Status);

        body["custom_args"] = new JsonObject { ["key"] = new string('x', 9_998) };
        Assert.Equal(["custom_args"], (await Post(body.ToJsonString())).Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task More_than_ten_categories_or_one_twice_is_refused()
    {
        var mail = Invoice();
        mail.Categories = [.. Enumerable.Range(0, 10).Select(i => $"c{i}"), "c0"];

        Assert.Equal(["categories", "categories"], (await Refused(mail)).Select(error => error.Field));
    }

    [Fact]
    public async Task A_mail_to_be_sent_in_four_days_is_refused()
    {
        var mail = Invoice();
        mail.SendAt = DateTimeOffset.UtcNow.AddDays(4).ToUnixTimeSeconds();

        Assert.Equal(["send_at"], (await Refused(mail)).Select(error => error.Field));
    }

    [Theory]
    [InlineData("""{"subject":""", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("""{"custom_args":"text"}""", "custom_args")]
    [InlineData("""{"custom_args":{"id":7}}""", "custom_args.id")]
    [InlineData("""{"headers":{"X-A":null}}""", "headers.X-A")]
    [InlineData("""{"personalizations":[{"to":[null]}]}""", "personalizations.0.to.0")]
    [InlineData("""{"personalizations":[{"to":[{"email":false}]}]}""", "personalizations.0.to.0.email")]
    public async Task What_is_not_json_of_the_right_types_is_refused(string body, string? field)
    {
        var (status, errors) = await Post(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal([field], errors.Select(error => error.Field));
    }

    [Fact]
    public async Task A_member_that_sendgrid_does_not_know_is_passed_over()
    {
        var body = JsonNode.Parse(Invoice().Serialize())!;
        body["colour"] = "green";

        Assert.Equal(HttpStatusCode.Accepted, (await Post(body.ToJsonString())).Status);
    }

    [Fact]
    public async Task A_body_that_is_not_json_by_its_type_is_refused_with_415()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post(Invoice().Serialize(), "text/plain")).Status);
    }

    [Fact]
    public async Task A_mail_of_30_MB_is_accepted_and_one_byte_more_is_refused_with_413()
    {
        const int LimitBytes = 30 * 1024 * 1024;
        var mail = Invoice().Serialize();
        var padding = new string(' ', LimitBytes - Encoding.UTF8.GetByteCount(mail));
        Assert.Equal(HttpStatusCode.Accepted, (await Post(mail + padding)).Status);

        var (status, errors) = await Post(mail + padding + ' ');

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Single(errors);
        Assert.Single(Catcher.Messages);
    }

    private async Task<IReadOnlyList<Fault>> Refused(SendGridMessage mail)
    {
        var before = Catcher.Messages.Count;
        var (status, errors) = await Post(mail.Serialize());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(before, Catcher.Messages.Count);
        return errors;
    }

    private async Task<(HttpStatusCode Status, IReadOnlyList<Fault> Errors)> Post(string body, string type = "application/json")
    {
        using var http = new HttpClient { BaseAddress = Catcher.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await http.PostAsync("/v3/mail/send", content);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? [] : JsonSerializer.Deserialize<Faults>(text, JsonSerializerOptions.Web)!.Errors);
    }

    private sealed record Fault(string Message, string? Field, string? Help);

    private sealed record Faults(IReadOnlyList<Fault> Errors);
}
