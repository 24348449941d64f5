metadata name = 'App settings'
metadata description = 'Every setting of the function app, in one place. Settings are connections and switches; business rules live in the Config table.'

@export()
@description('What the app may do. Each switch stops one kind of effect and loses no work.')
type switchesType = {
  @description('Issue invoices when they fall due.')
  billing: bool

  @description('Send e-mail.')
  email: bool

  @description('Charge stored payment methods.')
  charging: bool
}

@export()
@description('Settings by name.')
type webhookSettingsType = {
  *: string
}

@export()
@description('Names of the secrets in Key Vault.')
var secretNames = {
  sendGridApiKey: 'sendgrid-api-key'
  stripeWebhookSecret: 'stripe-webhook-secret-0'
  stripeWebhookSecondSecret: 'stripe-webhook-secret-1'
  documentLinkKey: 'document-link-key'
}

@description('What the settings are made from.')
type settingsInputType = {
  @description('Production, Staging or Development.')
  environmentKind: string

  @description('Client id of the identity that the app runs as.')
  identityClientId: string

  @description('Name of the storage account.')
  storageAccountName: string

  @description('Host name of the Service Bus namespace.')
  serviceBusNamespace: string

  @description('Address of the vault, with a slash at its end.')
  keyVaultUri: string

  @description('Connection string of Application Insights.')
  applicationInsightsConnectionString: string

  @description('Address that gets all e-mail outside production.')
  emailRedirectTo: string

  @description('Where VAT ids are checked online; empty where they are not.')
  viesUrl: string

  @description('Settings of further webhooks: name and value.')
  webhookSettings: webhookSettingsType

  @description('Settings of further webhooks that are secrets: name, and name of the secret in Key Vault.')
  webhookVaultReferences: webhookSettingsType

  @description('What the app may do.')
  switches: switchesType
}

// Without a version the reference follows the newest one, which is what makes a rotation possible without a deployment.
// The slash at the end belongs there: without it some apps were seen to keep an old version.
func secretReference(keyVaultUri string, secretName string) string =>
  '@Microsoft.KeyVault(SecretUri=${keyVaultUri}secrets/${secretName}/)'

func onOff(value bool) string => value ? 'true' : 'false'

@export()
@description('The app settings by name. A double underscore separates the levels of a setting\'s name.')
func appSettings(input settingsInputType) { *: string } =>
  union(
    {
      // Which rules for safety hold. Outside Production e-mail is redirected; in Production test events are refused.
      Environment: input.environmentKind

      // The Functions host: its locks, timers and the queue triggers. By identity, there is no key.
      AzureWebJobsStorage__accountName: input.storageAccountName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: input.identityClientId

      // Telemetry. The connection string names the resource; the identity is what is let in.
      APPLICATIONINSIGHTS_CONNECTION_STRING: input.applicationInsightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${input.identityClientId};Authorization=AAD'

      // The identity that Azure's client libraries choose where a setting names none.
      AZURE_CLIENT_ID: input.identityClientId

      // The ledger, the queues and the documents.
      Storage__AccountName: input.storageAccountName
      Storage__ClientId: input.identityClientId

      // Events for other systems.
      ServiceBus__FullyQualifiedNamespace: input.serviceBusNamespace

      // Secrets of others, read from Key Vault.
      SendGrid__ApiKey: secretReference(input.keyVaultUri, secretNames.sendGridApiKey)
      Webhooks__Stripe__Secrets__0: secretReference(input.keyVaultUri, secretNames.stripeWebhookSecret)
      Webhooks__Stripe__Secrets__1: secretReference(input.keyVaultUri, secretNames.stripeWebhookSecondSecret)

      // A secret of our own, that signs links to documents which are too large for an e-mail.
      DocumentLinks__Keys__0: secretReference(input.keyVaultUri, secretNames.documentLinkKey)

      // Schedules (second, minute, hour, day, month, weekday), in UTC: Flex Consumption knows no time zone setting. The
      // nightly work of a seller starts at the first of these hourly ticks after 02:00 in the seller's own zone.
      Schedules__GenerateRecurringInvoices: '0 5 * * * *'
      Schedules__FlagOverdueAccounts: '0 15 * * * *'
      Schedules__ChargeSavedMethods: '0 35 * * * *'
      Schedules__MakePrintBatches: '0 40 * * * *'
      Schedules__MakeCollectionsExports: '0 45 * * * *'
      Schedules__IssueStatements: '0 55 * * * *'
      Schedules__StartReports: '0 50 * * * *'
      Schedules__SweepCompleteness: '0 30 3 * * *'
      Schedules__AuditCalendar: '0 45 4 * * 0'
      Schedules__RequeueInbox: '0 */10 * * * *'
      Schedules__AskForMissedEvents: '0 50 2 * * *'
      Schedules__ReconcileSellers: '0 30 5 * * 1'
      Schedules__TakeSnapshots: '0 40 4 * * *'
      Schedules__VerifyLastMonth: '0 10 6 2 * *'

      // Where VAT ids of new customers are checked online; off while it is empty.
      Vies__Url: input.viesUrl

      // What the app may do.
      Switches__Billing: onOff(input.switches.billing)
      Switches__Email: onOff(input.switches.email)
      Switches__Charging: onOff(input.switches.charging)
    },
    input.webhookSettings,
    mapValues(input.webhookVaultReferences, secretName => secretReference(input.keyVaultUri, secretName)),
    // No customer is mailed from a test: the deployment fails rather than leave the address out.
    input.environmentKind == 'Production'
      ? {}
      : {
          Email__RedirectTo: empty(input.emailRedirectTo)
            ? fail('Outside Production e-mail must be redirected: set EMAIL_REDIRECT_TO.')
            : input.emailRedirectTo
        }
  )
