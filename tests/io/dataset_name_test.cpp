#include "engine/io/files/dataset_name.hpp"

#include "engine/io/layers/database_layer.hpp"
#include "tests/support/catch.hpp"

using namespace hotward::io;

TEST_CASE("a password of a connection is not kept") {
  CHECK(without_password("PG:dbname=x password=secret host=y") ==
        "PG:dbname=x password=*** host=y");
  CHECK(without_password("PG:dbname=x password='a secret' host=y") ==
        "PG:dbname=x password=*** host=y");
  CHECK(without_password("PG:dbname=x PASSWORD=secret") == "PG:dbname=x PASSWORD=***");
  CHECK(without_password("MYSQL:crime,user=me,password=secret,host=y") ==
        "MYSQL:crime,user=me,password=***,host=y");
  CHECK(without_password("MSSQL:server=a;uid=me;pwd=secret;database=b") ==
        "MSSQL:server=a;uid=me;pwd=***;database=b");
  CHECK(without_password("https://me:secret@host/a.geojson") == "https://me:***@host/a.geojson");
}

TEST_CASE("any other name stays as it is") {
  for (const char* name : {"PG:dbname=x", "https://host:8080/a@b.geojson", "wards.gpkg:layer",
                           "C:\\password=x", "password=x.csv", "https://host/a:b@c"}) {
    CHECK(without_password(name) == name);
  }
}

TEST_CASE("a layer is named as its kind of data set wants it") {
  CHECK(with_layer("wards.gpkg", "w") == "wards.gpkg:w");
  CHECK(with_layer("PG:dbname=x", "w") == "PG:dbname=x tables=w");
  CHECK(is_connection("pg:dbname=x"));
  CHECK_FALSE(is_connection("https://host/a.geojson"));
}

TEST_CASE("a table's name is one that a database holds") {
  CHECK(table_name("hot")->table == "hot");
  CHECK(table_name("crime.hot")->schema == "crime");
  CHECK(table_name("crime.hot")->table == "hot");
  for (const std::string& name :
       {std::string(), std::string(".hot"), std::string("crime."), std::string(64, 'a')}) {
    CHECK_FALSE(table_name(name));
  }
}
