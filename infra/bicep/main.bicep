metadata name = 'Billing'
metadata description = 'The whole cloud side of Billing. This file only names things and joins the modules.'

targetScope = 'subscription'

import { appSettings, switchesType, webhookSettingsType } from 'settings.bicep'

@description('Name of the azd environment. Part of the resource group\'s name and of every unique name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('What the environment is for. Outside Production all e-mail goes to one address.')
@allowed(['Production', 'Staging', 'Development'])
param environmentKind string

@description('Azure region of every resource. It must offer Flex Consumption.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Name of the resource group.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-billing-${environmentName}'

@description('Redundancy of the storage account that holds the ledger.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days for which deleted blobs can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int = 30

@description('Days for which the nightly exports can be neither changed nor deleted.')
@minValue(1)
@maxValue(146000)
param exportRetentionDays int = environmentKind == 'Production' ? 3653 : 1

@description('Set to true once someone has locked the retention of the exports, which cannot be undone.')
param exportRetentionLocked bool = false

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Memory of one instance of the app.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances of the app that may run at once.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('HTTP requests that one instance serves at a time.')
@minValue(1)
@maxValue(1000)
param httpConcurrencyPerInstance int = 16

@description('Instances kept warm for HTTP. They cost also while nothing is due.')
@minValue(0)
@maxValue(100)
param alwaysReadyHttpInstances int = 0

@description('What the app may do.')
param switches switchesType = {
  billing: false
  email: false
  charging: false
}

@description('Address that gets all e-mail outside production. Not used in Production.')
param emailRedirectTo string = ''

@description('Settings of further webhooks that are no secrets, such as Webhooks__Square__NotificationUrl: name and value. See docs/webhooks.md.')
param webhookSettings webhookSettingsType = {}

@description('Settings of further webhooks that are secrets, such as Webhooks__Adyen__Secrets__0: name, and the name of the secret in Key Vault.')
param webhookVaultReferences webhookSettingsType = {}

@description('Address of VIES, such as https://ec.europa.eu/taxation_customs/vies/rest-api/, where VAT ids are checked online. Empty: they are not.')
param viesUrl string = ''

@description('Addresses that are told when work has stopped.')
param alertEmailAddresses string[] = []

@description('Object id of the person, group or pipeline that may put secrets into Key Vault. Empty grants nobody.')
param operatorPrincipalId string = ''

@description('What kind of principal the operator is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

@description('SendGrid API key. Empty leaves what is in Key Vault as it is.')
@secure()
param sendGridApiKey string = ''

@description('Signing secret of the Stripe endpoint. Empty leaves what is in Key Vault as it is.')
@secure()
param stripeWebhookSecret string = ''

@description('Second signing secret, accepted beside the first. Empty leaves what is in Key Vault as it is.')
@secure()
param stripeWebhookSecondSecret string = ''

var serviceName = 'billing'
var uniqueToken = toLower(uniqueString(subscription().id, environmentName, location))
var identityName = 'id-billing-${uniqueToken}'
var tags = { 'azd-env-name': environmentName }

resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: resourceGroup
  params: {
    name: identityName
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: resourceGroup
  params: {
    workspaceName: 'log-billing-${uniqueToken}'
    applicationInsightsName: 'appi-billing-${uniqueToken}'
    location: location
    tags: tags
    logRetentionDays: logRetentionDays
    senderName: identityName
    senderPrincipalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: resourceGroup
  params: {
    name: 'stbilling${uniqueToken}'
    location: location
    tags: tags
    sku: storageSku
    softDeleteDays: softDeleteDays
    exportRetentionDays: exportRetentionDays
    exportRetentionLocked: exportRetentionLocked
    appIdentityName: identityName
    appPrincipalId: identity.outputs.principalId
    workspaceResourceId: monitoring.outputs.workspaceResourceId
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  scope: resourceGroup
  params: {
    name: 'sb-billing-${uniqueToken}'
    location: location
    tags: tags
    senderName: identityName
    senderPrincipalId: identity.outputs.principalId
    workspaceResourceId: monitoring.outputs.workspaceResourceId
  }
}

module keyVault 'modules/key-vault.bicep' = {
  scope: resourceGroup
  params: {
    name: 'kv-bill-${uniqueToken}'
    location: location
    tags: tags
    readerName: identityName
    readerPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    sendGridApiKey: sendGridApiKey
    stripeWebhookSecret: stripeWebhookSecret
    stripeWebhookSecondSecret: stripeWebhookSecondSecret
    workspaceResourceId: monitoring.outputs.workspaceResourceId
  }
}

module functionApp 'modules/function-app.bicep' = {
  scope: resourceGroup
  params: {
    name: 'func-billing-${uniqueToken}'
    planName: 'plan-billing-${uniqueToken}'
    location: location
    tags: tags
    serviceName: serviceName
    identityResourceId: identity.outputs.resourceId
    appPackageContainerUrl: storage.outputs.appPackageContainerUrl
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrencyPerInstance: httpConcurrencyPerInstance
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    settings: appSettings({
      environmentKind: environmentKind
      identityClientId: identity.outputs.clientId
      storageAccountName: storage.outputs.name
      serviceBusNamespace: serviceBus.outputs.fullyQualifiedNamespace
      keyVaultUri: keyVault.outputs.uri
      applicationInsightsConnectionString: monitoring.outputs.applicationInsightsConnectionString
      emailRedirectTo: emailRedirectTo
      viesUrl: viesUrl
      webhookSettings: webhookSettings
      webhookVaultReferences: webhookVaultReferences
      switches: switches
    })
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: resourceGroup
  params: {
    location: location
    tags: tags
    emailAddresses: alertEmailAddresses
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    serviceBusResourceId: serviceBus.outputs.resourceId
    topicName: serviceBus.outputs.topicName
  }
}

@description('Resource group of this environment.')
output AZURE_RESOURCE_GROUP string = resourceGroup.name

@description('Name of the function app.')
output SERVICE_BILLING_NAME string = functionApp.outputs.name

@description('Address of the API, without a slash at its end.')
output SERVICE_BILLING_URL string = functionApp.outputs.url

@description('Name of the vault into which the secrets go.')
output AZURE_KEY_VAULT_NAME string = keyVault.outputs.name

@description('Name of the storage account.')
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Host name of the Service Bus namespace.')
output AZURE_SERVICE_BUS_NAMESPACE string = serviceBus.outputs.fullyQualifiedNamespace
