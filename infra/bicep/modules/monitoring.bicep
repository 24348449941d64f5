metadata name = 'Monitoring'
metadata description = 'Log Analytics and a workspace-based Application Insights that accepts telemetry by identity only.'

import { roleIds } from 'roles.bicep'

@description('Name of the Log Analytics workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Name of the Application Insights component.')
@minLength(1)
@maxLength(255)
param applicationInsightsName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Days for which logs are kept and can be queried.')
@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('Name of the identity that sends telemetry. Role assignments are named by it: unlike its object id it is known before the deployment, so a what-if can show them.')
param senderName string

@description('Object id of the identity that sends telemetry.')
param senderPrincipalId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    RetentionInDays: logRetentionDays
  }
}

resource senderPublishesMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, senderName, roleIds.monitoringMetricsPublisher)
  scope: applicationInsights
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.monitoringMetricsPublisher
    )
    principalId: senderPrincipalId
    principalType: 'ServicePrincipal'
  }
}

@description('Resource id of the workspace, to which the other modules send their diagnostic logs.')
output workspaceResourceId string = workspace.id

@description('Connection string of Application Insights. It names the resource and grants nothing, since local authentication is off.')
output applicationInsightsConnectionString string = applicationInsights.properties.ConnectionString
