metadata name = 'Identity of the function app'
metadata description = 'One user-assigned identity: it exists before the app, so that every role is granted before the app first starts.'

@description('Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id of the identity.')
output resourceId string = identity.id

@description('Object id in Entra ID, to which roles are granted.')
output principalId string = identity.properties.principalId

@description('Client id, by which code chooses this identity.')
output clientId string = identity.properties.clientId
