{{- define "sgx.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* A release that is called like the chart does not say its name twice. */}}
{{- define "sgx.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if eq .Release.Name (include "sgx.name" .) -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "sgx.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sgx.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end -}}

{{- define "sgx.selector" -}}
app.kubernetes.io/name: {{ include "sgx.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "sgx.labels" -}}
{{ include "sgx.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Without the chart's version: an update that changes no pod replaces none. */}}
{{- define "sgx.podLabels" -}}
{{ include "sgx.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "sgx.image" -}}
{{- $repository := required "image.repository: where have you put the image?" .Values.image.repository -}}
{{- if .Values.image.registry }}{{ .Values.image.registry }}/{{ end -}}
{{- $repository -}}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "sgx.quoteHelper.account" -}}
{{- if .Values.quoteHelper.serviceAccount.create -}}
{{- default (printf "%s-quote-helper" (include "sgx.fullname" .)) .Values.quoteHelper.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.quoteHelper.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "sgx.devicePlugin.account" -}}
{{- if .Values.devicePlugin.serviceAccount.create -}}
{{- default (printf "%s-device-plugin" (include "sgx.fullname" .)) .Values.devicePlugin.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.devicePlugin.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "sgx.nodeStatus.account" -}}
{{- if .Values.nodeStatus.serviceAccount.create -}}
{{- default (printf "%s-node-status" (include "sgx.fullname" .)) .Values.nodeStatus.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.nodeStatus.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* Whether the API server changes and checks pods by policies: as told, else where it can. */}}
{{- define "sgx.policies" -}}
{{- $enabled := toYaml .Values.policies.enabled -}}
{{- if ne $enabled "auto" -}}
{{- $enabled -}}
{{- else if .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" -}}
true
{{- else -}}
false
{{- end -}}
{{- end -}}

{{/* How enclave memory is counted: node or plugin. */}}
{{- define "sgx.epcMode" -}}
{{- if ne .Values.epc.mode "auto" -}}
{{- .Values.epc.mode -}}
{{- else if eq (include "sgx.policies" .) "true" -}}
node
{{- else -}}
plugin
{{- end -}}
{{- end -}}

{{- define "sgx.nodeStatus.enabled" -}}
{{- $enabled := toYaml .Values.nodeStatus.enabled -}}
{{- if ne $enabled "auto" -}}
{{- $enabled -}}
{{- else if eq (include "sgx.epcMode" .) "node" -}}
true
{{- else -}}
false
{{- end -}}
{{- end -}}

{{/* Names of resources, as elements of a list in CEL. */}}
{{- define "sgx.dialects" -}}
{{- range .Values.epc.dialects }}{{ .name | quote }}, {{ end -}}
{{- end -}}
