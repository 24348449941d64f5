metadata name = 'Alerts'
metadata description = 'Tells operators of work that stopped: a message on a poison queue, a hand-off that nobody could take.'

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Addresses that are mailed. With none, alerts are only shown in the portal.')
param emailAddresses string[]

@description('Resource id of the Log Analytics workspace that holds the queue logs.')
param workspaceResourceId string

@description('Resource id of the Service Bus namespace.')
param serviceBusResourceId string

@description('Name of the topic of billing events.')
param topicName string

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emailAddresses)) {
  name: 'billing-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'billing'
    emailReceivers: [
      for (address, i) in emailAddresses: {
        name: 'operator-${i}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

// The queue service has no metric per queue, so the alert reads its write log: one row for each message put.
resource poisonMessages 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'billing-poison-messages'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Billing: a message was given up'
    description: 'A message failed as often as host.json allows and went to a poison queue. List it and replay it through the operator API.'
    severity: 1
    enabled: true
    scopes: [workspaceResourceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    // The log's table may not exist yet when this is deployed for the first time.
    skipQueryValidation: true
    autoMitigate: false
    criteria: {
      allOf: [
        {
          query: '''
            StorageQueueLogs
            | where OperationName == "PutMessage" and toint(StatusCode) < 300
            | extend Queue = extract(@"/([a-z0-9-]+)/messages", 1, Uri)
            | where Queue endswith "-poison"
          '''
          timeAggregation: 'Count'
          dimensions: [
            {
              name: 'Queue'
              operator: 'Include'
              values: ['*']
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: empty(emailAddresses) ? [] : [operators.id]
    }
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'billing-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A subscriber of the billing events could not take a message. For collections: an account was handed over and nobody has it.'
    severity: 2
    enabled: true
    scopes: [serviceBusResourceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [topicName]
            }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: empty(emailAddresses) ? [] : [{ actionGroupId: operators.id }]
  }
}
