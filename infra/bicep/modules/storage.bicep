metadata name = 'Storage'
metadata description = 'The account that holds the ledger tables, the work queues, the documents and the app package. Reached by identity only.'

import { roleIds } from 'roles.bicep'

@description('Name of the storage account: globally unique, lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Redundancy. The ledger lives here: production wants at least zone redundancy.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param sku string

@description('Days for which a deleted blob or container can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int

@description('Days for which an exported file can be neither changed nor deleted.')
@minValue(1)
@maxValue(146000)
param exportRetentionDays int

@description('Whether someone has locked the retention of the exports. A locked policy can no longer be written, so it is left alone.')
param exportRetentionLocked bool

@description('Name of the identity that the function app runs as. Role assignments are named by it: unlike its object id it is known before the deployment, so a what-if can show them.')
param appIdentityName string

@description('Object id of the identity that the function app runs as.')
param appPrincipalId string

@description('Resource id of the Log Analytics workspace.')
param workspaceResourceId string

var appPackageContainer = 'app-package'

// Long enough for a printer's complaint and the accountants' questions.
var printFileDays = 180

// The names are in a file of their own, against which a test holds those that the app uses.
var storageNames = loadJsonContent('../storage-names.json')

// `assets`: logos. `documents`: what was issued, once written never changed. `inbox`: raw webhook bodies. `large-values`:
// what is too big for a table row, named by its own hash. `print-batches`: what goes to printers. `ledger-exports`:
// what the general ledger was given, written once. `reports`: what was sent to subscribers, written once. The exports of events have their own resource below, since they carry a retention policy.
var containers = union([appPackageContainer], storageNames.containers)

// The host moves a message that failed too often to `<queue>-poison`. Made here so that the health check and the
// operators find them before anything ever failed.
var queues = flatten(map(storageNames.queues, queue => [queue, '${queue}-poison']))

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = [
  for container in containers: {
    parent: blobService
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

resource exportsContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobService
  name: 'exports'
  properties: {
    publicAccess: 'None'
  }
}

// Left unlocked, so that a deployment can be repeated and the period tried out. Locking it is a step for a person,
// since it cannot be undone: docs/deploy.md says how.
resource exportsRetention 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-06-01' = if (!exportRetentionLocked) {
  parent: exportsContainer
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: exportRetentionDays
    allowProtectedAppendWrites: false
  }
}

// The host rewrites its timer and lock blobs all day long, and with versioning each write would stay for good. So would
// the bodies of payment events and what collection agencies got, which are deleted because their customer's data was
// erased.
resource oldVersions 'Microsoft.Storage/storageAccounts/managementPolicies@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        // They name addressees, and the letters themselves are kept among the documents.
        {
          name: 'delete-printed-batches'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['print-batches/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: printFileDays
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: softDeleteDays
                }
              }
            }
          }
        }
        {
          name: 'delete-old-versions-of-host-blobs-and-erased-bodies'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['azure-webjobs-hosts', appPackageContainer, 'collections/', 'inbox/']
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: softDeleteDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobService
  ]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource storageTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-06-01' = [
  for table in storageNames.tables: {
    parent: tableService
    name: table
  }
]

// Blob *owner* is what the Functions host asks for: it takes leases and makes its own containers. Queues and tables need
// no more than contributor.
var appRoles = [roleIds.storageBlobDataOwner, roleIds.storageQueueDataContributor, roleIds.storageTableDataContributor]

resource appRoleAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in appRoles: {
    name: guid(account.id, appIdentityName, roleId)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Deletes of blobs and table rows are rare here and evidence when they happen. Queue writes are logged because a message
// put on a poison queue is what the alert looks for. Reads are left out: polling would drown the rest.
#disable-next-line use-recent-api-versions // The one stable version, 2016-09-01, is the older of the two.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: blobService
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

#disable-next-line use-recent-api-versions // The one stable version, 2016-09-01, is the older of the two.
resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: tableService
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

#disable-next-line use-recent-api-versions // The one stable version, 2016-09-01, is the older of the two.
resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: queueService
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
    ]
  }
}

@description('Name of the storage account.')
output name string = account.name

@description('Address of the container from which the app package is loaded.')
output appPackageContainerUrl string = '${account.properties.primaryEndpoints.blob}${appPackageContainer}'
