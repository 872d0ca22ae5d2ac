/**
 * A certificate of `localhost` that nobody trusts, valid from 2020 to 2120, and its key, which guards nothing: made for
 * these specs alone.
 */
export const loopbackCertificate: { readonly cert: string; readonly key: string } = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBUzCB+qADAgECAgEBMAoGCCqGSM49BAMCMB0xGzAZBgNVBAMMEmxvb3BiYWNr
IGZvciBzcGVjczAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowHTEb
MBkGA1UEAwwSbG9vcGJhY2sgZm9yIHNwZWNzMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEzhTpk0zdRU6hKDGS66uOuZiigkHqj+lCFHK2N5jSs19yax8DXvFhR00F
VEGwRZAqwoeIsjALhwgN1cIe68RL36MpMCcwFAYDVR0RBA0wC4IJbG9jYWxob3N0
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgEO/1I0pg85VFxfrm
tQ+/z7/zDjsuc8xHz4dm/UTiUgcCIQDD1VTyK28wS638pVZqZjsEbAtoYNA7S0Gm
2rcHPzY1NQ==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJBsIqM4HZvDllK0K
dIsihN2T2lBPRSiiH+PzzbP7u4yhRANCAATOFOmTTN1FTqEoMZLrq465mKKCQeqP
6UIUcrY3mNKzX3JrHwNe8WFHTQVUQbBFkCrCh4iyMAuHCA3Vwh7rxEvf
-----END PRIVATE KEY-----`,
};
