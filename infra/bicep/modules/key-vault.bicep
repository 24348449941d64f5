metadata name = 'Key Vault'
metadata description = 'Holds the secrets of the services outside Azure. The app reads them by its identity; nothing else is granted to it.'

import { roleIds } from 'roles.bicep'
import { secretNames } from '../settings.bicep'

@description('Name of the vault: globally unique.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the identity that reads the secrets. Role assignments are named by it: unlike its object id it is known before the deployment, so a what-if can show them.')
param readerName string

@description('Object id of the identity that reads the secrets.')
param readerPrincipalId string

@description('Object id of the person, group or pipeline that puts secrets in and rotates them. Empty grants nobody.')
param operatorPrincipalId string

@description('What kind of principal the operator is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string

@description('SendGrid API key. Empty leaves what is in the vault as it is.')
@secure()
param sendGridApiKey string

@description('Signing secret of the Stripe endpoint. Empty leaves what is in the vault as it is.')
@secure()
param stripeWebhookSecret string

@description('Second signing secret that is accepted while the first is rotated. Empty leaves what is in the vault as it is.')
@secure()
param stripeWebhookSecondSecret string

@description('Resource id of the Log Analytics workspace.')
param workspaceResourceId string

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      family: 'A'
      name: 'standard'
    }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
  }
}

resource sendGridApiKeySecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(sendGridApiKey)) {
  parent: vault
  name: secretNames.sendGridApiKey
  properties: {
    value: sendGridApiKey
  }
}

resource stripeSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(stripeWebhookSecret)) {
  parent: vault
  name: secretNames.stripeWebhookSecret
  properties: {
    value: stripeWebhookSecret
  }
}

resource stripeSecondSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(stripeWebhookSecondSecret)) {
  parent: vault
  name: secretNames.stripeWebhookSecondSecret
  properties: {
    value: stripeWebhookSecondSecret
  }
}

resource appReadsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerName, roleIds.keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource operatorWritesSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(vault.id, operatorPrincipalId, roleIds.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsOfficer)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

#disable-next-line use-recent-api-versions // The one stable version, 2016-09-01, is the older of the two.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: vault
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with a slash at its end.')
output uri string = vault.properties.vaultUri
