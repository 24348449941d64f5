metadata name = 'Service Bus'
metadata description = 'The topic on which billing tells other systems what happened, and the subscription of the collections system.'

import { roleIds } from 'roles.bicep'

@description('Name of the namespace: globally unique.')
@minLength(6)
@maxLength(50)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the identity that publishes the events. Role assignments are named by it: unlike its object id it is known before the deployment, so a what-if can show them.')
param senderName string

@description('Object id of the identity that publishes the events.')
param senderPrincipalId string

@description('Resource id of the Log Analytics workspace.')
param workspaceResourceId string

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

// Events are sent at least once, under their event id. The window is the longest that Service Bus allows; what is sent
// again later still carries the same id, which a subscriber can remember for longer.
resource billingEvents 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' = {
  parent: namespace
  name: 'billing-events'
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P7D'
    defaultMessageTimeToLive: 'P14D'
    maxSizeInMegabytes: 1024
    supportOrdering: true
    enableBatchedOperations: true
  }
}

resource collections 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = {
  parent: billingEvents
  name: 'collections'
  properties: {
    lockDuration: 'PT1M'
    maxDeliveryCount: 10
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    deadLetteringOnFilterEvaluationExceptions: true
    enableBatchedOperations: true
  }
}

// A new subscription has a rule `$Default` that lets everything through. The filter takes that rule's place: under any
// other name it would stand beside it, and all events would still pass.
resource onlyCollections 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2026-01-01' = {
  parent: collections
  name: '$Default'
  properties: {
    filterType: 'CorrelationFilter'
    correlationFilter: {
      properties: {
        audience: 'collections'
      }
    }
  }
}

resource senderOnTopic 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(billingEvents.id, senderName, roleIds.serviceBusDataSender)
  scope: billingEvents
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.serviceBusDataSender)
    principalId: senderPrincipalId
    principalType: 'ServicePrincipal'
  }
}

#disable-next-line use-recent-api-versions // The one stable version, 2016-09-01, is the older of the two.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: namespace
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the namespace.')
output resourceId string = namespace.id

@description('Name of the topic.')
output topicName string = billingEvents.name

@description('Host name under which the namespace is reached.')
output fullyQualifiedNamespace string = replace(
  replace(namespace.properties.serviceBusEndpoint, 'https://', ''),
  ':443/',
  ''
)
