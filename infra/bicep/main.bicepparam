using 'main.bicep'

// azd sets AZURE_ENV_NAME, AZURE_LOCATION and AZURE_PRINCIPAL_ID; the others are set with `azd env set NAME VALUE`.
// What a variable is for stands at its parameter in main.bicep.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param environmentKind = readEnvironmentVariable('BILLING_ENVIRONMENT', 'Development')
param location = readEnvironmentVariable('AZURE_LOCATION', 'germanywestcentral')

param storageSku = readEnvironmentVariable('STORAGE_SKU', 'Standard_ZRS')
param exportRetentionLocked = bool(readEnvironmentVariable('EXPORT_RETENTION_LOCKED', 'false'))
param alwaysReadyHttpInstances = int(readEnvironmentVariable('ALWAYS_READY_HTTP_INSTANCES', '0'))

// A new environment does nothing until someone switches it on.
param switches = {
  billing: bool(readEnvironmentVariable('SWITCH_BILLING', 'false'))
  email: bool(readEnvironmentVariable('SWITCH_EMAIL', 'false'))
  charging: bool(readEnvironmentVariable('SWITCH_CHARGING', 'false'))
}

param emailRedirectTo = readEnvironmentVariable('EMAIL_REDIRECT_TO', '')

// A line for each processor beside Stripe: docs/webhooks.md names the settings.
param webhookSettings = json(readEnvironmentVariable('WEBHOOK_SETTINGS', '{}'))
param webhookVaultReferences = json(readEnvironmentVariable('WEBHOOK_SECRETS', '{}'))
param viesUrl = readEnvironmentVariable('VIES_URL', '')
param alertEmailAddresses = filter(split(readEnvironmentVariable('ALERT_EMAILS', ''), ','), address => !empty(address))

param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param operatorPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')

// Best left empty, and put into Key Vault by hand: docs/deploy.md says how. They are here for a pipeline that already
// holds them.
param sendGridApiKey = readEnvironmentVariable('SENDGRID_API_KEY', '')
param stripeWebhookSecret = readEnvironmentVariable('STRIPE_WEBHOOK_SECRET', '')
param stripeWebhookSecondSecret = readEnvironmentVariable('STRIPE_WEBHOOK_SECOND_SECRET', '')
