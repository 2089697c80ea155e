/**
 * A self-signed certificate for `secondary.test`, `localhost` and 127.0.0.1, valid for 100 years, and its key. For
 * tests only: the key is public. Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1
 * -nodes -days 36500 -subj /CN=secondary.test -addext subjectAltName=DNS:secondary.test,DNS:localhost,IP:127.0.0.1`.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVugAwIBAgIUBCp5hKbvhhnsEOC7YwgzDHyyWsMwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOc2Vjb25kYXJ5LnRlc3QwIBcNMjYxMTIyMTExNDA1WhgPMjEy
NjEwMjkxMTE0MDVaMBkxFzAVBgNVBAMMDnNlY29uZGFyeS50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEkCHGlsucS38rEzvxuOUbuzzVVbzbUO/XgqPWRDKF
S1xetE2n5RjYgvlu4jw9KveV5h67jTXje4YLbDc4UNX83aN/MH0wHQYDVR0OBBYE
FIXOBpPTwkYWek+NFcWRhC0LLuiHMB8GA1UdIwQYMBaAFIXOBpPTwkYWek+NFcWR
hC0LLuiHMA8GA1UdEwEB/wQFMAMBAf8wKgYDVR0RBCMwIYIOc2Vjb25kYXJ5LnRl
c3SCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNIADBFAiEA/c+s7uZ1B1sq
E/K151VMSyLLAnD5gq9pr4N7qMMkGxYCIHta9rvOqPuUHO9f6qbAlcPPiHI/44JQ
+5e8pLijyLtv
-----END CERTIFICATE-----
`;

/** The private key of {@link certificate}. */
export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvE1zAxWEql3A31wZ
DqXf1jHEnMEiPODHs6g4CCBbN6ihRANCAASQIcaWy5xLfysTO/G45Ru7PNVVvNtQ
79eCo9ZEMoVLXF60TaflGNiC+W7iPD0q95XmHruNNeN7hgtsNzhQ1fzd
-----END PRIVATE KEY-----
`;
