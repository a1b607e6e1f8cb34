/// The options of traction-cloud that say where letters go.
#pragma once

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include "cloud/mail/mail_worker.hpp"

namespace traction::cloud {

struct MailOptions {
    std::string
        to;  ///< maildir:FOLDER, smtp://HOST:PORT or smtps://HOST:PORT; empty: a Maildir beside the databases
    std::string from = "no-reply@traction.example";
    std::string user;
    std::string password_file;
    std::string authorities;
    bool in_clear = false;
};

/// Parsing refuses options that make no sense together. `options` must live as long as `app`.
void add_mail_options(CLI::App& app, MailOptions& options);

/// `data` is the folder of the databases. Throws Fault when the password cannot be read.
mail::Post post_of(const MailOptions& options, const std::filesystem::path& data);

}  // namespace traction::cloud
