#include "broker-config/access/certificate.hpp"

#include <memory>

#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <openssl/x509.h>

namespace traction::access {

std::optional<std::string> certified_name(const mosquitto* client) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        static_cast<X509*>(mosquitto_client_certificate(client)), X509_free);
    if (!certificate) return std::nullopt;
    const auto* subject = X509_get_subject_name(certificate.get());
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0) return std::nullopt;
    const auto* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    std::string name(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     static_cast<std::size_t>(ASN1_STRING_length(text)));
    if (name.find('\0') != std::string::npos) return std::nullopt;
    return name;
}

}  // namespace traction::access
