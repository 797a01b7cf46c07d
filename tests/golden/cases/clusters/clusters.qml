<?xml version="1.0" encoding="UTF-8"?>
<qgis version="3.22.16" styleCategories="AllStyleCategories" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" labelsEnabled="1" simplifyDrawingHints="1" simplifyDrawingTol="1">
  <renderer-v2 type="graduatedSymbol" attr="&quot;count&quot;" graduatedMethod="GraduatedColor" symbollevels="1" forceraster="0" enableorderby="0">
    <ranges>
      <range symbol="0" lower="82" upper="82" label="82 incidents" render="true"/>
      <range symbol="1" lower="-1000" upper="-1000" label="outline: among the 5 highest" render="true"/>
    </ranges>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="253,141,60,170"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="127,0,0,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleFill" enabled="1" pass="1" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,0,0,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="outlineStyle" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;cluster_id&quot; &lt;= 5, false) THEN &apos;solid&apos; ELSE &apos;no&apos; END"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="253,141,60,170"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="31,31,31,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="CASE WHEN coalesce(&quot;cluster_id&quot; &lt;= 5, false) THEN to_string(&quot;cluster_id&quot;) ELSE &apos;&apos; END" isExpression="1" fontSize="7" fontSizeUnit="Point" fontWeight="50" textColor="31,31,31,255" textOpacity="1" multilineHeight="0.9">
        <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferJoinStyle="128"/>
      </text-style>
      <text-format wrapChar="" autoWrapLength="12" multilineAlign="1"/>
      <placement placement="4" priority="5" centroidWhole="1" centroidInside="1"/>
      <rendering obstacle="0" displayAll="0" scaleVisibility="0" scaleMin="1" scaleMax="0"/>
      <dd_properties>
        <Option type="Map">
          <Option name="name" type="QString" value=""/>
          <Option name="properties" type="Map">
            <Option name="Size" type="Map">
              <Option name="active" type="bool" value="true"/>
              <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;cluster_id&quot; &lt;= 5, false) THEN 8 ELSE 7 END"/>
              <Option name="type" type="int" value="3"/>
            </Option>
            <Option name="Bold" type="Map">
              <Option name="active" type="bool" value="true"/>
              <Option name="expression" type="QString" value="coalesce(&quot;cluster_id&quot; &lt;= 5, false)"/>
              <Option name="type" type="int" value="3"/>
            </Option>
            <Option name="Priority" type="Map">
              <Option name="active" type="bool" value="true"/>
              <Option name="expression" type="QString" value="CASE WHEN coalesce(&quot;cluster_id&quot; &lt;= 5, false) THEN 10 ELSE 3 END"/>
              <Option name="type" type="int" value="3"/>
            </Option>
          </Option>
          <Option name="type" type="QString" value="collection"/>
        </Option>
      </dd_properties>
    </settings>
  </labeling>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <fieldConfiguration>
    <field name="area_m2">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="dens_km2">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="2"/>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="share_pct">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option name="AllowNull" type="bool" value="true"/>
            <Option name="Precision" type="int" value="1"/>
          </Option>
        </config>
      </editWidget>
    </field>
  </fieldConfiguration>
  <aliases>
    <alias index="1" field="cluster_id" name="Number of the cluster, 1 the largest"/>
    <alias index="2" field="count" name="Incidents of the cluster"/>
    <alias index="3" field="area_m2" name="Area of the shape (m²)"/>
    <alias index="4" field="dens_km2" name="Incidents per km² of the shape"/>
    <alias index="5" field="share_pct" name="Share of all incidents (%)"/>
    <alias index="6" field="main_type" name="Most frequent type"/>
    <alias index="7" field="first" name="Day of the first incident"/>
    <alias index="8" field="last" name="Day of the last incident"/>
    <alias index="9" field="area_name" name="Area with most of the cluster&apos;s incidents"/>
    <alias index="10" field="street" name="What most of its incidents call their place"/>
    <alias index="11" field="places" name="Different places of the cluster"/>
  </aliases>
  <attributetableconfig sortExpression="&quot;cluster_id&quot;" sortOrder="0"/>
  <previewExpression>&quot;area_name&quot;</previewExpression>
  <mapTip>&lt;div style=&quot;white-space:nowrap&quot;&gt;&lt;b&gt;[% replace(replace(replace(&quot;area_name&quot;, &apos;&amp;&apos;, &apos;&amp;amp;&apos;), &apos;&lt;&apos;, &apos;&amp;lt;&apos;), &apos;&gt;&apos;, &apos;&amp;gt;&apos;) %]&lt;/b&gt;: number of the cluster [% coalesce(format_number(&quot;cluster_id&quot;, 0), &apos;–&apos;) %] · what most of its incidents call their place [% replace(replace(replace(coalesce(to_string(&quot;street&quot;), &apos;–&apos;), &apos;&amp;&apos;, &apos;&amp;amp;&apos;), &apos;&lt;&apos;, &apos;&amp;lt;&apos;), &apos;&gt;&apos;, &apos;&amp;gt;&apos;) %] · [% coalesce(format_number(&quot;count&quot;, 0), &apos;–&apos;) %] incidents of the cluster · share of all incidents [% coalesce(format_number(&quot;share_pct&quot;, 1), &apos;–&apos;) %]% · most frequent type [% replace(replace(replace(coalesce(to_string(&quot;main_type&quot;), &apos;–&apos;), &apos;&amp;&apos;, &apos;&amp;amp;&apos;), &apos;&lt;&apos;, &apos;&amp;lt;&apos;), &apos;&gt;&apos;, &apos;&amp;gt;&apos;) %]&lt;/div&gt;</mapTip>
</qgis>
